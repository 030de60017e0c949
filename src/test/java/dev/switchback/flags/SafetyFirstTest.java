package dev.switchback.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStoreException;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What holds when the store is slow, damaged or gone: to legacy at once, and never back by accident. */
class SafetyFirstTest {

    private static final String NAME = "active-models";
    private static final Attribution KIM = Attribution.api("kim", "incident 12");
    private static final ManualOverride LEGACY = ManualOverride.to(Route.LEGACY, "kim", "incident 12");

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore memory = new MemoryStateStore(clock);
    private final HungStore store = new HungStore(memory);
    private final StoredFeatureFlags flags = StoredFeatureFlags.of(store, NAME)
            .clock(clock)
            .durableWithin(Duration.ofMillis(1))
            .open();

    SafetyFirstTest() {
        flags.change(settings -> settings.withPercentage(Share.ALL), KIM);
    }

    @Test
    void holdsLegacyBeforeTheStoreIsEvenAsked() {
        List<Reason> seen = new ArrayList<>();
        store.onSubmit(() -> seen.add(reason()));

        assertThatThrownBy(() -> flags.change(settings -> settings.withOverride(LEGACY), KIM))
                .isInstanceOf(StateStoreException.class)
                .hasMessage("cannot write state: not written within PT0.001S, in force in memory (store=memory)."
                        + " Nothing was changed on disk; run `switchback doctor`");

        assertThat(seen).containsExactly(Reason.OVERRIDE_LEGACY);
        memory.tick();
        assertThat(reason()).as("no read of the store loosens it").isEqualTo(Reason.OVERRIDE_LEGACY);
        assertThat(flags.health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(flags.health().issues())
                .containsExactly("1 changes towards safety hold in this process but are not recorded");
    }

    @Test
    void isRecordedOnceTheDiskIsBack() {
        assertThatThrownBy(() -> flags.change(settings -> settings.withOverride(LEGACY), KIM))
                .isInstanceOf(StateStoreException.class);

        store.recover();

        assertThat(reason()).isEqualTo(Reason.OVERRIDE_LEGACY);
        assertThat(flags.stored().override()).contains(LEGACY);
        assertThat(flags.health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void neverRaisesWhenALoweringIsWorkedOutOnNewerSettings() {
        store.onSubmit(() -> record(document -> document.with("percentage", Map.of("target", 0))));

        assertThatThrownBy(() -> flags.change(settings -> settings.withPercentage(Share.of(10)), KIM))
                .isInstanceOf(StateStoreException.class);
        store.recover();

        assertThat(flags.stored().percentage()).isEqualTo(Share.NONE);
    }

    @Test
    void latchesAtOnceAndLetsGoOnlyForANewerClear() {
        long seen = flags.snapshot().generation();

        flags.latch("emergency");
        memory.tick();
        assertThat(reason()).isEqualTo(Reason.ROLLED_BACK);
        assertThat(flags.snapshot().forcedLegacy()).isTrue();
        assertThat(flags.snapshot().latch()).contains("emergency");

        flags.releaseLatch(seen);
        assertThat(reason()).as("a clear of before").isEqualTo(Reason.ROLLED_BACK);

        flags.releaseLatch(seen + 1);
        assertThat(reason()).as("a clear of afterwards").isEqualTo(Reason.PERCENTAGE_ALL);
    }

    @Test
    void holdsTheLatchUpToTheGenerationOfItsRecord() {
        flags.latch("emergency");
        flags.latch("again", 9);

        flags.releaseLatch(8);
        assertThat(flags.snapshot().latch()).contains("emergency");

        flags.releaseLatch(9);
        assertThat(flags.snapshot().latch()).isEmpty();
    }

    @Test
    void staysOnLegacyAfterTheLatchWhileTheRecordSaysSo() {
        flags.latch("emergency");
        record(document -> document.with("rollback", Map.of("routing", Map.of("state", "rolled_back"))));

        flags.releaseLatch(flags.snapshot().generation());

        assertThat(reason()).isEqualTo(Reason.ROLLED_BACK);
    }

    @Test
    void treatsADamagedStateAsLegacyAndKeepsTheOtherSettings() {
        memory.breakDown(Optional.of("journal ends too early"));

        assertThat(reason()).isEqualTo(Reason.STATE_UNREADABLE);
        assertThat(flags.snapshot().unreadable()).contains("journal ends too early");
        assertThat(flags.current().percentage()).as("the last good one").isEqualTo(Share.ALL);
        assertThat(flags.health().status()).isEqualTo(HealthStatus.CRITICAL);
        assertThatThrownBy(() -> flags.change(settings -> settings.withPercentage(Share.NONE), KIM))
                .isInstanceOf(StateStoreException.class);

        memory.breakDown(Optional.empty());
        assertThat(reason()).isEqualTo(Reason.PERCENTAGE_ALL);
    }

    @Test
    void treatsASectionThatDoesNotFitAsLegacyAndSaysWhy() {
        record(document -> document.with("percentage", Map.of("target", "all")));

        assertThat(reason()).isEqualTo(Reason.STATE_UNREADABLE);
        assertThat(flags.snapshot().unreadable())
                .contains(
                        "recorded flags do not fit their format: percentage.target must be a number, but was \"all\"");
        assertThat(StoredFeatureFlags.of(memory, NAME).open().snapshot().assign("a", KeyPins.NONE))
                .as("also at start")
                .isEqualTo(Reason.STATE_UNREADABLE);
    }

    @Test
    void saysThatItIsHeldInMemory() {
        flags.latch("emergency");

        assertThat(flags.health().issues()).containsExactly("every key is held on legacy in memory: emergency");
        assertThat(flags.health().status()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void forgetsAnAbandonedChangeOnceAnOperatorGoesAwayFromSafety() {
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> flags.change(settings -> settings.withPercentage(Share.of(10)), KIM))
                    .isInstanceOf(StateStoreException.class);
        }
        assertThat(flags.current().percentage()).isEqualTo(Share.of(10));
        assertThat(flags.health().issues())
                .as("the same three times")
                .hasSize(1)
                .first()
                .asString()
                .startsWith("1 ");

        flags.change(settings -> settings.withDetailedLogging(true).withForcedKeys(Set.of("a")), KIM);
        assertThat(flags.current().percentage()).isEqualTo(Share.ALL);
    }

    @Test
    void letsGoAtOnceOfAChangeThatItsOwnEditRefuses() {
        AtomicInteger runs = new AtomicInteger();

        StoredFeatureFlags direct = StoredFeatureFlags.of(memory, NAME).open();
        UnaryOperator<Settings> edit = settings -> {
            if (runs.getAndIncrement() > 0) {
                throw new IllegalStateException("on newer settings");
            }
            return settings.withPercentage(Share.NONE);
        };

        assertThatThrownBy(() -> direct.change(edit, KIM)).isInstanceOf(IllegalStateException.class);

        assertThat(direct.current().percentage()).isEqualTo(Share.ALL);
    }

    @Test
    void latchesWithoutAReasonToo() {
        flags.latch(null);

        assertThat(reason()).isEqualTo(Reason.ROLLED_BACK);
        assertThat(flags.snapshot().latch()).contains("no reason given");
    }

    @Test
    void refusesAChangeByNobodyAndOfNothing() {
        assertThatThrownBy(() -> flags.change(settings -> settings, null)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> flags.change(null, KIM)).isInstanceOf(InvalidValueException.class);
    }

    private Reason reason() {
        return flags.snapshot().assign("a", KeyPins.NONE);
    }

    private void record(UnaryOperator<Document> edit) {
        memory.commit(StateChange.of(NAME, "TEST", KIM).change(edit).build());
    }
}
