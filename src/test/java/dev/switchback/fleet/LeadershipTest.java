package dev.switchback.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.state.StateStoreException;
import dev.switchback.state.lease.Leases;
import dev.switchback.state.lease.MemoryLeases;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeadershipTest {

    private static final long TICK = Duration.ofMillis(500).toNanos();

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TICK); // it may wrap
    private final Leases leases = new MemoryLeases();
    private final Leadership one = leadership(leases, "one");
    private final Leadership two = leadership(leases, "two");

    private Leadership leadership(Leases from, String holder) {
        return new Leadership(() -> from, "active-models.leader", holder, now::get);
    }

    private void ticks(int count, Leadership... asking) {
        for (int tick = 0; tick < count; tick++) {
            for (Leadership each : asking) {
                each.renew();
            }
            now.addAndGet(TICK);
        }
    }

    @Test
    void leadsOnlyOnceAPredecessorCannotBelieveInItsOwnTermAnyMore() {
        ticks(4, one, two);
        assertThat(one.term()).as("it may have been another's a moment ago").isEmpty();

        ticks(1, one, two);
        assertThat(one.term()).hasValue(1);
        assertThat(two.term()).isEmpty();
    }

    @Test
    void doesNotBelieveInItLongerThanItMay() {
        ticks(6, one);
        assertThat(one.term()).isPresent();

        ticks(5, two); // the first is stopped meanwhile

        assertThat(one.term()).isEmpty();
        one.renew();
        assertThat(one.term()).as("begins anew").isEmpty();
    }

    @Test
    void isNeverTwo() {
        ticks(6, one, two);
        one.give();
        for (int tick = 0; tick < 12; tick++) {
            ticks(1, two);
            assertThat(one.term().isPresent() && two.term().isPresent()).isFalse();
        }
        two.renew();
        assertThat(two.term()).hasValue(2);
    }

    @Test
    void holdsOnForAWhileWhenTheStoreDoesNotAnswer() {
        boolean[] away = new boolean[1];
        Leadership cutOff = leadership(
                new Leases() {
                    @Override
                    public OptionalLong take(String name, String holder) {
                        if (away[0]) {
                            throw StateStoreException.notWritable("memory", "away");
                        }
                        return leases.take(name, holder);
                    }

                    @Override
                    public void give(String name, String holder) {
                        leases.give(name, holder);
                    }
                },
                "cut off");
        ticks(6, cutOff);
        away[0] = true;

        for (int tick = 0; tick < 4; tick++) {
            assertThat(cutOff.term()).isPresent();
            assertThatThrownBy(cutOff::renew).isInstanceOf(StateStoreException.class);
            now.addAndGet(TICK);
        }
        assertThat(cutOff.term()).isEmpty();
    }
}
