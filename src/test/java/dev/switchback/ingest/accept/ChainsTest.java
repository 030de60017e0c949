package dev.switchback.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ingest.queue.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ChainsTest {

    private final List<Runnable> handedIn = new ArrayList<>();
    private final List<Integer> done = new ArrayList<>();
    private final Chains chains = new Chains(handedIn::add);

    private static NewEvent of(String key) {
        return NewEvent.of("1").inOrderOf(key);
    }

    @Test
    void runsWhatIsOfOneKeyOneAfterTheOther() {
        for (int i = 0; i < 3; i++) {
            int number = i;
            assertThat(chains.execute(of("a"), () -> done.add(number))).isTrue();
        }

        assertThat(handedIn).as("one thread is enough for a key").hasSize(1);
        handedIn.get(0).run();
        assertThat(done).containsExactly(0, 1, 2);

        chains.execute(of("a"), () -> done.add(3));
        assertThat(handedIn).as("and another time it needs one again").hasSize(2);
    }

    @Test
    void letsNoMoreThanAThousandOfOneKeyWait() {
        for (int i = 0; i <= 1_000; i++) {
            assertThat(chains.execute(of("a"), () -> done.add(1))).isTrue();
        }

        assertThat(chains.execute(of("a"), () -> done.add(2))).isFalse();
        assertThat(chains.execute(of("b"), () -> done.add(3)))
                .as("of another key")
                .isTrue();
        handedIn.get(0).run();
        assertThat(done).hasSize(1_001).containsOnly(1);
    }

    @Test
    void givesBackWhatWaitsWhenItIsLeft() {
        chains.execute(of("a"), () -> done.add(1));
        chains.execute(of("a"), () -> done.add(2));

        assertThat(chains.leave()).hasSize(1);

        handedIn.get(0).run();
        assertThat(done).containsExactly(1);
        assertThatThrownBy(() -> chains.execute(of("a"), () -> done.add(3)))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
