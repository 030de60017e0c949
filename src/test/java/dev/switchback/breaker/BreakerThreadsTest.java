package dev.switchback.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BreakerThreadsTest {

    private static final int THREADS = 8;

    @Test
    void losesNoCallUnderThreads() throws Exception {
        BreakerKit kit = new BreakerKit(BreakerSettings.DEFAULTS.withEnabled(false));

        onThreads(seed -> {
            Random random = new Random(seed);
            int failures = 0;
            for (int call = 0; call < 2_000; call++) {
                long permit = kit.breaker.tryAcquire();
                if (random.nextInt(10) == 0) {
                    kit.breaker.failed(permit, 1, new StackOverflowError());
                    failures++;
                } else {
                    kit.breaker.succeeded(permit, 1);
                }
            }
            return failures;
        });

        assertThat(kit.breaker.status().calls()).isEqualTo(THREADS * 2_000);
    }

    @Test
    void tripsOnceWhenManyThreadsFailTogether() throws Exception {
        for (int race = 0; race < 50; race++) {
            BreakerKit kit = new BreakerKit();

            onThreads(seed -> {
                kit.fail(5);
                return 0;
            });

            assertThat(kit.transitions).as("race %d", race).hasSize(1);
        }
    }

    @Test
    void leaksNoProbeAfterAnyMixOfOutcomes() throws Exception {
        BreakerKit kit = new BreakerKit();
        for (int round = 0; round < 50; round++) {
            kit.breaker.trip("round " + round);
            kit.after(Duration.ofHours(1).plusNanos(1));
            onThreads(seed -> mix(kit.breaker, new Random(seed)));

            kit.breaker.trip("probe all");
            kit.after(Duration.ofHours(1).plusNanos(1));
            List<Long> probes = new ArrayList<>();
            for (int call = 0; call < 4; call++) {
                probes.add(kit.breaker.tryAcquire());
            }
            assertThat(probes).as("round %d", round).last().isEqualTo(Breaker.REFUSED_NO_PROBE);
            probes.subList(0, 3).forEach(probe -> kit.breaker.succeeded(probe, 1));
            assertThat(kit.breaker.state()).as("round %d", round).isEqualTo(BreakerState.CLOSED);
        }
    }

    private static int mix(Breaker breaker, Random random) {
        for (int call = 0; call < 20; call++) {
            long permit = breaker.tryAcquire();
            if (Breaker.isRefused(permit)) {
                continue;
            }
            switch (random.nextInt(4)) {
                case 0 -> breaker.failed(permit, 1, new StackOverflowError());
                case 1 -> breaker.released(permit);
                default -> breaker.succeeded(permit, 1);
            }
        }
        return 0;
    }

    private static void onThreads(SeededTask task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int seed = thread;
                Callable<Integer> waiting = () -> {
                    start.await();
                    return task.run(seed);
                };
                running.add(threads.submit(waiting));
            }
            start.countDown();
            for (Future<Integer> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private interface SeededTask {
        int run(int seed) throws Exception;
    }
}
