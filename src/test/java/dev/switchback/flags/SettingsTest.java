package dev.switchback.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    private static final Settings HALF = Settings.DEFAULTS
            .withPercentage(Share.of(50))
            .withCanary(CanaryFlags.DEFAULTS.withEnabled(true).withSample(Share.of(50)))
            .withForcedKeys(Set.of("a", "b"))
            .withDeniedKeys(Set.of("x", "y"));
    private static final ManualOverride LEGACY = ManualOverride.to(Route.LEGACY, "kim", "incident");
    private static final ManualOverride NEW = ManualOverride.to(Route.NEW, "kim", "trial");
    private static final Instant ONE = Instant.parse("2026-01-01T01:00:00Z");
    private static final Instant TWO = Instant.parse("2026-01-01T02:00:00Z");

    record Step(String what, Settings before, Settings after) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Step> stepsAwayFromSafety() {
        return List.of(
                new Step("percentage raised", HALF, HALF.withPercentage(Share.of(50.001))),
                new Step(
                        "canary on",
                        Settings.DEFAULTS,
                        Settings.DEFAULTS.withCanary(CanaryFlags.DEFAULTS.withEnabled(true))),
                new Step("sample raised", HALF, HALF.withCanary(HALF.canary().withSample(Share.ALL))),
                new Step(
                        "canary kept longer",
                        HALF,
                        HALF.withCanary(HALF.canary().withOffAbove(Share.ALL))),
                new Step("key forced", HALF, HALF.withForcedKeys(Set.of("a", "b", "c"))),
                new Step("key no longer denied", HALF, HALF.withDeniedKeys(Set.of("x"))),
                new Step("override to new", HALF, HALF.withOverride(NEW)),
                new Step("legacy override taken away", HALF.withOverride(LEGACY), HALF),
                new Step("legacy override to new", HALF.withOverride(LEGACY), HALF.withOverride(NEW)),
                new Step("legacy override shortened", HALF.withOverride(LEGACY), HALF.withOverride(LEGACY.until(ONE))),
                new Step(
                        "new override prolonged", HALF.withOverride(NEW.until(ONE)), HALF.withOverride(NEW.until(TWO))),
                new Step("breaker off", HALF, HALF.withBreaker(HALF.breaker().withEnabled(false))),
                new Step(
                        "threshold raised",
                        HALF,
                        HALF.withBreaker(HALF.breaker().withErrorThreshold(6))),
                new Step(
                        "window shortened",
                        HALF,
                        HALF.withBreaker(HALF.breaker().withErrorWindow(Duration.ofMinutes(1)))),
                new Step(
                        "recovery shortened",
                        HALF,
                        HALF.withBreaker(HALF.breaker().withRecovery(Duration.ofMinutes(1)))),
                new Step("fallback off", HALF, HALF.withFallbackToLegacy(false)),
                new Step("rollback no longer automatic", HALF.withAutoRollback(true), HALF),
                new Step(
                        "one thing safer, another not",
                        HALF,
                        HALF.withPercentage(Share.NONE).withFallbackToLegacy(false)));
    }

    @ParameterizedTest
    @MethodSource("stepsAwayFromSafety")
    void knowsWhichWaySafetyIs(Step step) {
        assertThat(step.after().isAwayFromSafety(step.before())).isTrue();
        assertThat(step.after().noFurtherThan(step.before()).isAwayFromSafety(step.before()))
                .isFalse();
        if (!step.what().startsWith("one thing")) {
            assertThat(step.before().isAwayFromSafety(step.after()))
                    .as("the way back")
                    .isFalse();
        }
    }

    @Test
    void callsWhatIsNeitherSaferNorLessSafeSafe() {
        Settings logged =
                HALF.withDetailedLogging(true).withCanary(HALF.canary().withTimeout(Duration.ofSeconds(5)));

        assertThat(logged.isAwayFromSafety(HALF)).isFalse();
        assertThat(HALF.isAwayFromSafety(logged)).isFalse();
        assertThat(HALF.isAwayFromSafety(HALF)).isFalse();
        assertThat(HALF.withOverride(ManualOverride.to(Route.LEGACY, "lee", "still"))
                        .isAwayFromSafety(HALF.withOverride(LEGACY)))
                .isFalse();
    }

    @Test
    void goesNoFurtherThanItsBoundInAnyPart() {
        Settings bound = HALF.withOverride(LEGACY.until(ONE));
        Settings wild = new Settings(
                Share.ALL,
                new CanaryFlags(true, Share.ALL, Duration.ofSeconds(1), Share.ALL),
                Optional.of(NEW),
                new BreakerFlags(false, 9, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                false,
                true,
                false,
                Set.of("a", "z"),
                Set.of("q"));

        assertThat(wild.noFurtherThan(bound))
                .isEqualTo(bound.withForcedKeys(Set.of("a"))
                        .withDeniedKeys(Set.of("q", "x", "y"))
                        .withDetailedLogging(true)
                        .withCanary(bound.canary().withTimeout(Duration.ofSeconds(1))));
    }

    static List<ThrowingCallable> wrongs() {
        Settings good = Settings.DEFAULTS;
        Set<String> tooMany =
                IntStream.range(0, 1_001).mapToObj(Integer::toString).collect(Collectors.toSet());
        return List.of(
                () -> good.withPercentage(null),
                () -> good.withCanary(null),
                () -> good.withBreaker(null),
                () -> good.withOverride((Optional<ManualOverride>) null),
                () -> good.withForcedKeys(null),
                () -> good.withForcedKeys(Set.of("")),
                () -> good.withForcedKeys(Set.of(" ")),
                () -> good.withDeniedKeys(Set.of("a\u0000")),
                () -> good.withDeniedKeys(Set.of("a\nb")),
                () -> good.withDeniedKeys(Set.of("x".repeat(513))),
                () -> good.withDeniedKeys(tooMany),
                () -> good.canary().withSample(null),
                () -> good.canary().withOffAbove(null),
                () -> good.canary().withTimeout(null),
                () -> good.canary().withTimeout(Duration.ZERO),
                () -> good.canary().withTimeout(Duration.ofNanos(1)),
                () -> good.canary().withTimeout(Duration.ofSeconds(-1)),
                () -> good.canary().withTimeout(Duration.ofDays(1).plusMillis(1)),
                () -> good.canary().withTimeout(Duration.ofSeconds(Long.MAX_VALUE)),
                () -> good.breaker().withErrorThreshold(0),
                () -> good.breaker().withErrorThreshold(1_000_001),
                () -> good.breaker().withErrorWindow(null),
                () -> good.breaker().withErrorWindow(Duration.ZERO),
                () -> good.breaker().withErrorWindow(Duration.ofMillis(1_500)),
                () -> good.breaker().withErrorWindow(Duration.ofDays(1).plusSeconds(1)),
                () -> good.breaker().withRecovery(Duration.ofSeconds(-5)),
                () -> good.breaker().withRecovery(Duration.ofSeconds(Long.MAX_VALUE)),
                () -> ManualOverride.to(null, "kim", "why"),
                () -> ManualOverride.to(Route.NEW, "", "why"),
                () -> ManualOverride.to(Route.NEW, "kim", " "),
                () -> ManualOverride.to(Route.NEW, "kim", "a\u001bb"),
                () -> new ManualOverride(Route.NEW, "kim", "why", null));
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void refusesAValueThatBreaksARule(ThrowingCallable wrong) {
        assertThatThrownBy(wrong).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void saysWhichRuleIsBroken() {
        assertThatThrownBy(() -> CanaryFlags.DEFAULTS.withTimeout(Duration.ZERO))
                .hasMessage("canary.timeout must be from PT0.001S to PT24H in whole milliseconds, but was PT0S");
        assertThatThrownBy(() -> BreakerFlags.DEFAULTS.withErrorWindow(Duration.ofMillis(1_500)))
                .hasMessage("breaker.errorWindow must be from PT1S to PT24H in whole seconds, but was PT1.5S");
        assertThatThrownBy(() -> BreakerFlags.DEFAULTS.withErrorThreshold(0))
                .hasMessage("breaker.errorThreshold must be from 1 to 100000, but was 0");
        assertThatThrownBy(() -> Settings.DEFAULTS.withForcedKeys(Set.of("\n")))
                .hasMessage(
                        "forcedKeys must be keys of 1 to 512 characters without control characters, but was \\u000a");
    }

    @Test
    void writesEachSettingAsItIsRead() {
        Settings all = HALF.withOverride(NEW)
                .withForcedKeys(Set.of("a,b", "\"q\"", "plain", " edge "))
                .withCanary(HALF.canary().withTimeout(Duration.ofMillis(50)))
                .withFallbackToLegacy(false);

        for (Setting setting : Setting.values()) {
            Settings read = setting.read(setting.property(), setting.text(all)).apply(Settings.DEFAULTS);
            assertThat(setting.text(read)).as(setting.property()).isEqualTo(setting.text(all));
        }
        assertThat(Setting.FORCED_KEYS
                        .read("keys", Setting.FORCED_KEYS.text(all))
                        .apply(Settings.DEFAULTS)
                        .forcedKeys())
                .isEqualTo(all.forcedKeys());
    }
}
