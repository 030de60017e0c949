package dev.switchback.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    private static final String SEPARATOR = "|";

    @Test
    void takesEachVariableOfTheTable() {
        Settings settings = over(Map.ofEntries(
                Map.entry("MIGRATION_NEW_PIPELINE_PCT", "12.5"),
                Map.entry("MIGRATION_CANARY_SAMPLE_PCT", "50"),
                Map.entry("MIGRATION_ENABLE_CANARY", "Yes"),
                Map.entry("MIGRATION_CIRCUIT_BREAKER", "off"),
                Map.entry("MIGRATION_AUTO_ROLLBACK", "ENABLED"),
                Map.entry("MIGRATION_DETAILED_LOGGING", "1"),
                Map.entry("MIGRATION_FALLBACK_TO_LEGACY", "disabled"),
                Map.entry("MIGRATION_NEW_PIPELINE_TABLES", "orders, customers,\"a,b\""),
                Map.entry("MIGRATION_MANUAL_OVERRIDE", "pipeline"),
                Map.entry("MIGRATION_ERROR_THRESHOLD", "7"),
                Map.entry("MIGRATION_ERROR_WINDOW_SECONDS", "60"),
                Map.entry("MIGRATION_RECOVERY_SECONDS", "86400"),
                Map.entry("MIGRATION_CANARY_TIMEOUT_SECONDS", "2.5")));

        assertThat(settings.percentage()).isEqualTo(Share.of(12.5));
        assertThat(settings.canary())
                .isEqualTo(new CanaryFlags(true, Share.of(50), Duration.ofMillis(2_500), Share.of(90)));
        assertThat(settings.breaker()).isEqualTo(new BreakerFlags(false, 7, Duration.ofMinutes(1), Duration.ofDays(1)));
        assertThat(settings.autoRollback()).isTrue();
        assertThat(settings.detailedLogging()).isTrue();
        assertThat(settings.fallbackToLegacy()).isFalse();
        assertThat(settings.forcedKeys()).containsExactlyInAnyOrder("orders", "customers", "a,b");
        assertThat(settings.override())
                .contains(ManualOverride.to(Route.NEW, "environment", "set by MIGRATION_MANUAL_OVERRIDE"));
    }

    @Test
    void leavesWhatIsStoredWhereNothingIsSet() {
        Settings stored = Settings.DEFAULTS.withPercentage(Share.of(3)).withAutoRollback(true);

        assertThat(read(Map.of("PATH", "/bin", "MIGRATION_NEW_PIPELINE_PCT", ""))
                        .over(stored))
                .isEqualTo(stored);
        assertThat(Environment.none().over(stored)).isEqualTo(stored);
    }

    @Test
    void prefersTheVariableOfTheMigrationItself() {
        Environment environment = read(Map.of(
                "MIGRATION_NEW_PIPELINE_PCT", "10",
                "MIGRATION_ACTIVE_MODELS_NEW_PIPELINE_PCT", "20",
                "MIGRATION_OTHER_NEW_PIPELINE_PCT", "30"));

        assertThat(environment.over(Settings.DEFAULTS).percentage()).isEqualTo(Share.of(20));
        assertThat(environment.variable(Setting.PERCENTAGE)).contains("MIGRATION_ACTIVE_MODELS_NEW_PIPELINE_PCT");
        assertThat(environment.unknownVariables()).isEmpty();
    }

    @Test
    void fallsBackToTheGeneralVariableWhenItsOwnIsEmpty() {
        Environment environment =
                read(Map.of("MIGRATION_NEW_PIPELINE_PCT", "10", "MIGRATION_ACTIVE_MODELS_NEW_PIPELINE_PCT", ""));

        assertThat(environment.over(Settings.DEFAULTS).percentage()).isEqualTo(Share.of(10));
    }

    @Test
    void takesAwayAStoredOverrideWhenToldNone() {
        Settings stored = Settings.DEFAULTS.withOverride(ManualOverride.to(Route.NEW, "kim", "trial"));

        assertThat(read(Map.of("MIGRATION_MANUAL_OVERRIDE", "NONE"))
                        .over(stored)
                        .override())
                .isEmpty();
    }

    @Test
    void listsVariablesThatMeanNothing() {
        Environment environment = read(Map.of(
                "MIGRATION_NEW_PIPLINE_PCT", "10",
                "MIGRATION_OPERATOR", "kim",
                "MIGRATION_STATE_DIR", "/tmp",
                "MIGRATION_", "x"));

        assertThat(environment.unknownVariables()).containsExactly("MIGRATION_", "MIGRATION_NEW_PIPLINE_PCT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = SEPARATOR,
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "NEW_PIPELINE_PCT|25%", "NEW_PIPELINE_PCT|abc", "NEW_PIPELINE_PCT|101", "NEW_PIPELINE_PCT|NaN",
                "NEW_PIPELINE_PCT|Infinity", "NEW_PIPELINE_PCT|-1", "NEW_PIPELINE_PCT|٢٥", "NEW_PIPELINE_PCT| ",
                "NEW_PIPELINE_PCT|2 5", "NEW_PIPELINE_PCT|100.001", "CANARY_SAMPLE_PCT|101", "CANARY_SAMPLE_PCT|half",
                "ENABLE_CANARY|ture", "ENABLE_CANARY|2", "ENABLE_CANARY| true", "CIRCUIT_BREAKER|disable",
                "AUTO_ROLLBACK|y", "DETAILED_LOGGING|verbose", "FALLBACK_TO_LEGACY|-", "NEW_PIPELINE_TABLES|,",
                "NEW_PIPELINE_TABLES|a,,b", "NEW_PIPELINE_TABLES|a,", "NEW_PIPELINE_TABLES| ",
                        "NEW_PIPELINE_TABLES|\"a",
                "NEW_PIPELINE_TABLES|\"a\"b", "MANUAL_OVERRIDE|legcy", "MANUAL_OVERRIDE|true", "ERROR_THRESHOLD|0",
                "ERROR_THRESHOLD|-5", "ERROR_THRESHOLD|5.5", "ERROR_THRESHOLD|1000001",
                        "ERROR_THRESHOLD|99999999999999",
                "ERROR_THRESHOLD|٥", "ERROR_WINDOW_SECONDS|0", "ERROR_WINDOW_SECONDS|86401", "ERROR_WINDOW_SECONDS|5m",
                "RECOVERY_SECONDS|0", "RECOVERY_SECONDS|1e3", "CANARY_TIMEOUT_SECONDS|0",
                        "CANARY_TIMEOUT_SECONDS|0.0001",
                "CANARY_TIMEOUT_SECONDS|86400.001", "CANARY_TIMEOUT_SECONDS|30s", "STATE_DIR| "
            })
    void refusesABadValueNamingTheVariableAndTheValue(String suffix, String text) {
        for (String variable : new String[] {"MIGRATION_" + suffix, "MIGRATION_ACTIVE_MODELS_" + suffix}) {
            InvalidValueException refused =
                    catchThrowableOfType(InvalidValueException.class, () -> read(Map.of(variable, text)));

            assertThat(refused).as("%s=%s", variable, text).isNotNull();
            assertThat(refused.input()).isEqualTo(variable);
            assertThat(refused.value()).isEqualTo(text);
        }
    }

    @Test
    void refusesControlCharactersTooManyAndTooLongKeys() {
        StringBuilder many = new StringBuilder("k");
        for (int key = 0; key < 1_000; key++) {
            many.append(",k").append(key);
        }

        for (String keys : new String[] {"a\u0007b", "\u0000", "x".repeat(513), many.toString()}) {
            assertThatThrownBy(() -> read(Map.of("MIGRATION_NEW_PIPELINE_TABLES", keys)))
                    .isInstanceOf(InvalidValueException.class);
        }
    }

    @Test
    void saysWhatIsAllowed() {
        assertThatThrownBy(() -> read(Map.of("MIGRATION_ENABLE_CANARY", "ture")))
                .hasMessage("MIGRATION_ENABLE_CANARY must be one of true/false, 1/0, yes/no, on/off, enabled/disabled,"
                        + " but was ture");
        assertThatThrownBy(() -> read(Map.of("MIGRATION_MANUAL_OVERRIDE", "maybe")))
                .hasMessage("MIGRATION_MANUAL_OVERRIDE must be one of legacy/old, new/pipeline, none, but was maybe");
        assertThatThrownBy(() -> read(Map.of("MIGRATION_ERROR_THRESHOLD", "0")))
                .hasMessage("MIGRATION_ERROR_THRESHOLD must be a whole number from 1 to 100000, but was 0");
        assertThatThrownBy(() -> read(Map.of("MIGRATION_NEW_PIPELINE_TABLES", "a,,b")))
                .hasMessage("MIGRATION_NEW_PIPELINE_TABLES must be keys of 1 to 512 characters without control"
                        + " characters, separated by commas, but was a,,b");
        assertThatThrownBy(() -> read(Map.of("MIGRATION_CANARY_TIMEOUT_SECONDS", "0")))
                .hasMessage("MIGRATION_CANARY_TIMEOUT_SECONDS must be from 0.001 to 86400 seconds with at most 3"
                        + " decimals, but was 0");
    }

    @Test
    void readsOnlyTheDirectoryForCommandsToOthers() {
        Environment environment =
                Environment.ofState(Map.of("MIGRATION_NEW_PIPELINE_PCT", "25%", "MIGRATION_STATE_DIR", "/var/lib/x"));

        assertThat(environment.stateDirectory()).isEqualTo(Path.of("/var/lib/x"));
        assertThat(environment.over(Settings.DEFAULTS)).isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void keepsTheStateInADirectoryNamedState() {
        assertThat(Environment.none().stateDirectory()).isEqualTo(Path.of("state"));
        assertThat(read(Map.of("MIGRATION_ACTIVE_MODELS_STATE_DIR", "a", "MIGRATION_STATE_DIR", "b"))
                        .stateDirectory())
                .isEqualTo(Path.of("a"));
    }

    @Test
    void readsWhereTheDatabaseIs() {
        String url = "jdbc:postgresql://db.example/switchback?user=app&password=s3cret";
        Environment environment = read(Map.of(
                "MIGRATION_ACTIVE_MODELS_DATABASE_URL", url, "MIGRATION_DATABASE_URL", "jdbc:postgresql://other/x"));

        assertThat(environment.database())
                .contains(new Environment.DatabaseUrl("MIGRATION_ACTIVE_MODELS_DATABASE_URL", url));
        assertThat(environment.unknownVariables()).isEmpty();
        assertThat(environment.database().toString()).doesNotContain("s3cret");
        assertThat(Environment.none().database()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db/x?password=s3cret, jdbc:mysql:...",
        "postgres://app:s3cret@db/x, a text of 26 characters",
        "jdbc:postgresql://db/x?..., jdbc:postgresql:...",
        "jdbc:postgresql://db/x?password=s3cret y, jdbc:postgresql:...",
        "jdbc:postgresql:, jdbc:postgresql:...",
    })
    void showsNothingSecretOfAUrlThatItRefuses(String url, String shown) {
        for (String variable : new String[] {"MIGRATION_DATABASE_URL", "MIGRATION_ACTIVE_MODELS_DATABASE_URL"}) {
            assertThatThrownBy(() -> read(Map.of(variable, url)))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessage("%s must be a JDBC URL of PostgreSQL:"
                            .concat(" jdbc:postgresql://host:port/database, but was %s")
                            .formatted(variable, shown));
        }
    }

    private static Settings over(Map<String, String> variables) {
        return read(variables).over(Settings.DEFAULTS);
    }

    private static Environment read(Map<String, String> variables) {
        return Environment.read(variables, "active-models");
    }
}
