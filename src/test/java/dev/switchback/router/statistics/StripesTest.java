package dev.switchback.router.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StripesTest {

    private static final int CALLS = 20_000;

    private final Stripes stripes = new Stripes(2);

    @Test
    void losesNoUpdateOfThreadsThatAddAtOnce() throws InterruptedException {
        runAll(8);

        assertThat(stripes.sum(0)).isEqualTo(8L * CALLS);
        assertThat(stripes.sum(1)).isEqualTo(16L * CALLS);
    }

    @Test
    void losesNoUpdateWhenMoreThreadsAddThanItHasPlaces() throws InterruptedException {
        runAll(300);

        assertThat(stripes.sum(0)).isEqualTo(300L * CALLS);
        assertThat(stripes.sum(1)).isEqualTo(600L * CALLS);
    }

    @Test
    void goesOnWhereDeadThreadsStopped() throws InterruptedException {
        for (int generation = 0; generation < 300; generation++) {
            Thread shortLived = new Thread(() -> stripes.add(0, 1));
            shortLived.start();
            shortLived.join();
        }

        assertThat(stripes.sum(0)).isEqualTo(300);
    }

    private void runAll(int threads) throws InterruptedException {
        List<Thread> all = IntStream.range(0, threads)
                .mapToObj(number -> new Thread(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        stripes.add(0, 1);
                        stripes.add(1, 2);
                    }
                }))
                .toList();
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }
    }
}
