package dev.switchback.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.state.MemoryStateStore;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A process that crashed, and one that was started again in its place with the same process id. */
class RestartTest {

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore store = new MemoryStateStore(clock);

    @Test
    void takesTheNameOfAPredecessorThatHadTheSameProcessId() {
        Instant crashed = clock.instant();
        Fleet before = join(1, Map.of(1L, crashed.minusMillis(400)));
        clock.advance(Duration.ofMillis(300));

        Fleet after = join(1, Map.of(1L, clock.instant().minusMillis(900))); // the system's account is that coarse

        assertThat(after.node()).isEqualTo(before.node());
        assertThat(after.view().possible())
                .extracting(NodeReport::instance)
                .containsExactly(after.report().instance());
    }

    @Test
    void isNoPredecessorOfAnotherInTheSameProcess() {
        Map<Long, Instant> started = Map.of(1L, clock.instant());
        join(1, started);

        assertThat(join(1, started).node()).isEqualTo("active-models.alpha-2");
    }

    @Test
    void isGoneForOthersOnceItsIdWentToAProcessThatBeganAfterItsHeartbeat() {
        Map<Long, Instant> started = new HashMap<>(Map.of(7L, clock.instant(), 8L, clock.instant()));
        join(7, started);
        Fleet other = join(8, started);
        clock.advance(Duration.ofSeconds(4));
        assertThat(other.live()).hasSize(2);

        started.put(7L, clock.instant());

        assertThat(other.live()).extracting(NodeReport::node).containsExactly("active-models.alpha-2");
        assertThat(other.view().isGone("active-models.alpha")).isTrue();
    }

    @Test
    void isNotGoneForOthersWhoseAccountOfItsStartIsLaterSinceTheClockWasSetBack() {
        Map<Long, Instant> started = new HashMap<>(Map.of(7L, clock.instant(), 8L, clock.instant()));
        Fleet fleet = join(7, started);
        Fleet other = join(8, started);

        clock.advance(Duration.ofHours(-1));
        fleet.beat();
        started.put(7L, clock.instant().plus(Duration.ofMinutes(1)));

        assertThat(other.live()).hasSize(2);
    }

    @Test
    void isAliveInAContainerOfTheSameNameForAsLongAsItSaysSo() {
        Map<Long, Instant> started = Map.of(1L, clock.instant());
        join("first", 1, started);
        clock.advance(Duration.ofSeconds(2));

        Fleet second = join("second", 1, Map.of(1L, clock.instant()));

        assertThat(second.node()).isEqualTo("active-models.alpha-2");
        assertThat(second.live()).hasSize(2);
        clock.advance(Duration.ofSeconds(6));
        second.beat();
        assertThat(second.view().isGone("active-models.alpha")).isTrue();
    }

    private Fleet join(long own, Map<Long, Instant> started) {
        return join("", own, started);
    }

    private Fleet join(String space, long own, Map<Long, Instant> started) {
        return Fleet.builder(store, "active-models")
                .host("alpha")
                .clock(clock)
                .processes(new Processes() {
                    @Override
                    public String space() {
                        return space;
                    }

                    @Override
                    public boolean runs(long pid) {
                        return true;
                    }

                    @Override
                    public Optional<Instant> startedAt(long pid) {
                        return Optional.ofNullable(started.get(pid));
                    }

                    @Override
                    public long own() {
                        return own;
                    }
                })
                .join();
    }
}
