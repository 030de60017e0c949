package dev.switchback.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final ManualOverride LEGACY = ManualOverride.to(Route.LEGACY, "kim", "incident 12");
    private static final ManualOverride NEW = ManualOverride.to(Route.NEW, "kim", "trial");
    private static final KeyPins PINS = key -> key.equals("poison");

    /** Everything at once: each situation takes the rule away that decided the one before. */
    @Test
    void asksTheRulesInTheirOrder() {
        Settings all = Settings.DEFAULTS
                .withPercentage(Share.ALL)
                .withForcedKeys(Set.of("forced", "denied", "poison"))
                .withDeniedKeys(Set.of("denied"));
        Settings overridden = all.withOverride(NEW);

        assertThat(assigned(parts(overridden, Optional.of("torn"), "rolled_back"), "forced"))
                .isEqualTo(Reason.STATE_UNREADABLE);
        assertThat(assigned(parts(overridden, Optional.empty(), "rolled_back"), "forced"))
                .isEqualTo(Reason.ROLLED_BACK);
        assertThat(assigned(all.withOverride(LEGACY), "forced")).isEqualTo(Reason.OVERRIDE_LEGACY);
        assertThat(assigned(overridden, "denied")).isEqualTo(Reason.DENIED_KEY);
        assertThat(assigned(overridden, "poison")).isEqualTo(Reason.POISON_KEY);
        assertThat(assigned(overridden, "forced")).isEqualTo(Reason.OVERRIDE_NEW);
        assertThat(assigned(all, "denied")).isEqualTo(Reason.DENIED_KEY);
        assertThat(assigned(all, "poison")).isEqualTo(Reason.POISON_KEY);
        assertThat(assigned(all.withPercentage(Share.NONE), "forced")).isEqualTo(Reason.FORCED_KEY);
        assertThat(assigned(all, "other")).isEqualTo(Reason.PERCENTAGE_ALL);
        assertThat(assigned(all.withPercentage(Share.NONE), "other")).isEqualTo(Reason.PERCENTAGE_ZERO);
    }

    @Test
    void holdsEveryKeyOnLegacyInEveryRollbackStateButTwo() {
        Settings all = Settings.DEFAULTS.withPercentage(Share.ALL);

        for (String state : List.of(
                "rolling_back", "rolled_back", "rollback_failed", "recovering", "recovery_failed", "unheard_of")) {
            Snapshot snapshot = new Snapshot(parts(all, Optional.empty(), state));
            assertThat(snapshot.assign("a", KeyPins.NONE)).as(state).isEqualTo(Reason.ROLLED_BACK);
            assertThat(snapshot.forcedLegacy()).isTrue();
            assertThat(snapshot.effectivePercentage()).isEqualTo(Share.NONE);
        }
        for (String state : List.of("active", "rollback_pending")) {
            Snapshot snapshot = new Snapshot(parts(all, Optional.empty(), state));
            assertThat(snapshot.assign("a", KeyPins.NONE)).as(state).isEqualTo(Reason.PERCENTAGE_ALL);
            assertThat(snapshot.forcedLegacy()).isFalse();
        }
    }

    @Test
    void placesAKeyByItsBucket() {
        Snapshot below = Snapshot.of("active-models", Settings.DEFAULTS.withPercentage(new Share(14_895)));
        Snapshot above = Snapshot.of("active-models", Settings.DEFAULTS.withPercentage(new Share(14_896)));

        assertThat(below.bucket("orders")).isEqualTo(14_895);
        assertThat(below.assign("orders", KeyPins.NONE)).isEqualTo(Reason.BUCKET_NOT_COVERED);
        assertThat(above.assign("orders", KeyPins.NONE)).isEqualTo(Reason.BUCKET_COVERED);
    }

    @Test
    void sendsAMissingKeyToLegacyBelowAHundredPercent() {
        Settings most = Settings.DEFAULTS.withPercentage(new Share(99_999));

        for (String missing : new String[] {null, ""}) {
            assertThat(assigned(most, missing)).isEqualTo(Reason.MISSING_KEY);
            assertThat(assigned(most.withPercentage(Share.ALL), missing)).isEqualTo(Reason.PERCENTAGE_ALL);
            assertThat(assigned(most.withPercentage(Share.NONE), missing)).isEqualTo(Reason.PERCENTAGE_ZERO);
            assertThat(assigned(most.withOverride(NEW), missing)).isEqualTo(Reason.OVERRIDE_NEW);
        }
    }

    @Test
    void drawsForAMissingKeyIfToldSo() {
        Snapshot snapshot = new Snapshot(new Snapshot.Parts(
                "active-models",
                Settings.DEFAULTS.withPercentage(Share.of(50)),
                new EnumMap<>(Setting.class),
                0,
                Optional.empty(),
                Snapshot.Rollback.NONE,
                Optional.empty(),
                MissingKey.PERCENTAGE));

        int covered = 0;
        for (int call = 0; call < 10_000; call++) {
            covered += snapshot.assign(null, KeyPins.NONE) == Reason.BUCKET_COVERED ? 1 : 0;
        }
        assertThat(covered).isBetween(4_700, 5_300);
    }

    @Test
    void samplesCanariesByASaltOfTheirOwn() {
        Snapshot snapshot = Snapshot.of(
                "active-models",
                Settings.DEFAULTS
                        .withPercentage(Share.of(10))
                        .withCanary(CanaryFlags.DEFAULTS.withEnabled(true).withSample(Share.of(50))));

        int routed = 0;
        int sampled = 0;
        for (int number = 0; number < 20_000; number++) {
            String key = "k" + number;
            if (snapshot.assign(key, KeyPins.NONE).route() == Route.NEW) {
                routed++;
                sampled += snapshot.samples(key, KeyPins.NONE) ? 1 : 0;
            }
        }
        assertThat(sampled / (double) routed).as("of the routed keys").isBetween(0.46, 0.54);
    }

    @Test
    void samplesNothingWhereNewMustNotRun() {
        Settings on = Settings.DEFAULTS.withCanary(CanaryFlags.DEFAULTS.withEnabled(true));

        assertThat(Snapshot.of("m", on).samples("a", PINS)).isTrue();
        assertThat(Snapshot.of("m", on).samples(null, PINS)).isTrue();
        assertThat(Snapshot.of("m", on).samples("poison", PINS)).isFalse();
        assertThat(Snapshot.of("m", on.withDeniedKeys(Set.of("a"))).samples("a", PINS))
                .isFalse();
        assertThat(Snapshot.of("m", on.withOverride(LEGACY)).samples("a", PINS)).isFalse();
        assertThat(Snapshot.of("m", on.withPercentage(Share.of(90))).samples("a", PINS))
                .isTrue();
        assertThat(Snapshot.of("m", on.withPercentage(Share.of(90.001))).samples("a", PINS))
                .isFalse();
        assertThat(Snapshot.of("m", Settings.DEFAULTS).samples("a", PINS)).isFalse();
        assertThat(new Snapshot(parts(on, Optional.empty(), "rolled_back")).samples("a", PINS))
                .isFalse();
    }

    @Test
    void explainsEveryRuleUpToTheOneThatDecides() {
        Snapshot snapshot = Snapshot.of("active-models", Settings.DEFAULTS.withPercentage(Share.of(12.5)));

        List<Rule> rules = snapshot.explain("orders", PINS);

        assertThat(rules)
                .extracting(Rule::rule)
                .containsExactly(
                        "state_unreadable",
                        "rolled_back",
                        "override_legacy",
                        "denied_key",
                        "poison_key",
                        "override_new",
                        "forced_key",
                        "bucket_not_covered");
        assertThat(rules.get(7).detail()).isEqualTo("the percentage is 12.5, the key's bucket is 14895 of 100000");
        assertThat(rules).extracting(Rule::matched).startsWith(false, false).endsWith(true);
        assertThat(Snapshot.of("m", Settings.DEFAULTS.withOverride(LEGACY)).explain(null, PINS))
                .last()
                .isEqualTo(new Rule("override_legacy", true, "override to legacy by kim: incident 12"));
    }

    @Test
    void refusesANameThatIsNotOneOfAMigration() {
        assertThatThrownBy(() -> Snapshot.of("Active Models", Settings.DEFAULTS))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void allocatesNothingButTheBytesOfTheKey() {
        Snapshot snapshot = Snapshot.of(
                "active-models",
                Settings.DEFAULTS
                        .withPercentage(Share.of(50))
                        .withForcedKeys(Set.of("x", "y"))
                        .withDeniedKeys(Set.of("z", "w")));
        String key = "customers-00000";
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long covered = run(snapshot, key, 50_000);

        long before = threads.getCurrentThreadAllocatedBytes();
        covered += run(snapshot, key, 100_000);
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / 100_000;

        assertThat(each).as("bytes a call, %d covered", covered).isLessThanOrEqualTo(32);
    }

    private static long run(Snapshot snapshot, String key, int calls) {
        long covered = 0;
        for (int call = 0; call < calls; call++) {
            covered += snapshot.assign(key, KeyPins.NONE) == Reason.BUCKET_COVERED ? 1 : 0;
        }
        return covered;
    }

    private static Reason assigned(Settings settings, String key) {
        return assigned(parts(settings, Optional.empty(), "active"), key);
    }

    private static Reason assigned(Snapshot.Parts parts, String key) {
        return new Snapshot(parts).assign(key, PINS);
    }

    private static Snapshot.Parts parts(Settings settings, Optional<String> unreadable, String rollback) {
        return new Snapshot.Parts(
                "active-models",
                settings,
                new EnumMap<>(Setting.class),
                0,
                unreadable,
                new Snapshot.Rollback(rollback, 1),
                Optional.empty(),
                MissingKey.LEGACY);
    }
}
