package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thing that can be set, with the variable of the environment that sets it, if there is one. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are constants that capture nothing
public enum Setting {
    /** The share of keys on the new pipeline. */
    PERCENTAGE("percentage", "NEW_PIPELINE_PCT", "percentage", Settings::percentage, (variable, text) -> {
        Share share = Share.parse(variable, text);
        return settings -> settings.withPercentage(share);
    }),
    /** The share of keys that are compared. */
    CANARY_SAMPLE(
            "canarySample", "CANARY_SAMPLE_PCT", "canary", of -> of.canary().sample(), (variable, text) -> {
                Share share = Share.parse(variable, text);
                return settings -> settings.withCanary(settings.canary().withSample(share));
            }),
    /** Whether canaries run. */
    CANARY("canary", "ENABLE_CANARY", "canary", of -> of.canary().enabled(), (variable, text) -> {
        boolean on = VariableText.flag(variable, text);
        return settings -> settings.withCanary(settings.canary().withEnabled(on));
    }),
    /** Whether there is a breaker. */
    BREAKER("breaker", "CIRCUIT_BREAKER", "breakerSettings", of -> of.breaker().enabled(), (variable, text) -> {
        boolean on = VariableText.flag(variable, text);
        return settings -> settings.withBreaker(settings.breaker().withEnabled(on));
    }),
    /** Whether bad evidence rolls back without a person. */
    AUTO_ROLLBACK("autoRollback", "AUTO_ROLLBACK", "options", Settings::autoRollback, (variable, text) -> {
        boolean on = VariableText.flag(variable, text);
        return settings -> settings.withAutoRollback(on);
    }),
    /** Whether each decision is logged. */
    DETAILED_LOGGING("detailedLogging", "DETAILED_LOGGING", "options", Settings::detailedLogging, (variable, text) -> {
        boolean on = VariableText.flag(variable, text);
        return settings -> settings.withDetailedLogging(on);
    }),
    /** Whether legacy answers when new fails. */
    FALLBACK_TO_LEGACY(
            "fallbackToLegacy", "FALLBACK_TO_LEGACY", "options", Settings::fallbackToLegacy, (variable, text) -> {
                boolean on = VariableText.flag(variable, text);
                return settings -> settings.withFallbackToLegacy(on);
            }),
    /** The keys on new at any percentage. */
    FORCED_KEYS("forcedKeys", "NEW_PIPELINE_TABLES", "keys", Settings::forcedKeys, (variable, text) -> {
        var keys = VariableText.keys(variable, text);
        return settings -> settings.withForcedKeys(keys);
    }),
    /** The keys on legacy at any percentage; no variable sets them. */
    DENIED_KEYS("deniedKeys", null, "keys", Settings::deniedKeys, (variable, text) -> {
        var keys = VariableText.keys(variable, text);
        return settings -> settings.withDeniedKeys(keys);
    }),
    /** A person's word on where all keys go. */
    OVERRIDE("override", "MANUAL_OVERRIDE", "override", Settings::override, (variable, text) -> {
        Optional<Route> mode = VariableText.override(variable, text);
        var word = mode.map(side -> ManualOverride.to(side, "environment", "set by " + variable));
        return settings -> settings.withOverride(word);
    }),
    /** How many failures open the breaker. */
    ERROR_THRESHOLD(
            "errorThreshold",
            "ERROR_THRESHOLD",
            "breakerSettings",
            of -> of.breaker().errorThreshold(),
            (variable, text) -> {
                int errors = VariableText.whole(variable, text, BreakerFlags.MOST_ERRORS);
                return settings -> settings.withBreaker(settings.breaker().withErrorThreshold(errors));
            }),
    /** How far back failures count. */
    ERROR_WINDOW(
            "errorWindow",
            "ERROR_WINDOW_SECONDS",
            "breakerSettings",
            of -> of.breaker().errorWindow(),
            (variable, text) -> {
                Duration window = VariableText.seconds(variable, text);
                return settings -> settings.withBreaker(settings.breaker().withErrorWindow(window));
            }),
    /** How long the breaker stays open. */
    RECOVERY(
            "recovery",
            "RECOVERY_SECONDS",
            "breakerSettings",
            of -> of.breaker().recovery(),
            (variable, text) -> {
                Duration wait = VariableText.seconds(variable, text);
                return settings -> settings.withBreaker(settings.breaker().withRecovery(wait));
            }),
    /** How long the side of a canary that was not served may take. */
    CANARY_TIMEOUT(
            "canaryTimeout",
            "CANARY_TIMEOUT_SECONDS",
            "canary",
            of -> of.canary().timeout(),
            (variable, text) -> {
                Duration limit = VariableText.time(variable, text);
                return settings -> settings.withCanary(settings.canary().withTimeout(limit));
            });

    private final String property;
    private final @Nullable String suffix;
    private final String section;
    private final Function<Settings, Object> value;
    private final Reader reader;

    Setting(String property, @Nullable String suffix, String section, Function<Settings, Object> value, Reader reader) {
        this.property = property;
        this.suffix = suffix;
        this.section = section;
        this.value = value;
        this.reader = reader;
    }

    /** {@return its name in camel case} */
    public String property() {
        return property;
    }

    /** {@return the variable that sets it for every migration, such as {@code MIGRATION_NEW_PIPELINE_PCT}} */
    public Optional<String> variable() {
        return Optional.ofNullable(suffix).map(Environment.PREFIX::concat);
    }

    /** {@return whether two settings differ in it} */
    public boolean differs(Settings one, Settings two) {
        return !value.apply(one).equals(value.apply(two));
    }

    Optional<String> suffix() {
        return Optional.ofNullable(suffix);
    }

    String section() {
        return section;
    }

    /**
     * Reads a value, as the environment's variable is read.
     *
     * @param input the name of what is read, for the message
     * @return what the value does to settings
     * @throws dev.switchback.pipeline.InvalidValueException if it is not a value of this setting
     */
    public UnaryOperator<Settings> read(String input, String text) {
        return reader.read(input, text);
    }

    /** {@return the value as {@link #read} reads it; empty for no keys} */
    public String text(Settings settings) {
        Object held = value.apply(settings);
        if (held instanceof Share share) {
            return share.text();
        }
        if (held instanceof Duration time) {
            return VariableText.text(time);
        }
        return switch (this) {
            case FORCED_KEYS -> VariableText.text(settings.forcedKeys());
            case DENIED_KEYS -> VariableText.text(settings.deniedKeys());
            case OVERRIDE -> settings.override().map(word -> word.mode().text()).orElse("none");
            default -> held.toString();
        };
    }

    /** Turns the text of a variable into what it does to settings, or refuses it. */
    @FunctionalInterface
    private interface Reader {
        UnaryOperator<Settings> read(String variable, String text);
    }

    /** What the texts of variables mean; anything that is not exactly one of them is refused. */
    private static final class VariableText {

        private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
        private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}(?:\\.[0-9]{1,3})?");
        private static final Pattern ITEM =
                Pattern.compile("\\s*+(?:\"((?:[^\"]|\"\")*+)\"\\s*+|([^,\"][^,]*+|))(?=,|$)");
        private static final String KEYS =
                "keys of 1 to 512 characters without control characters, separated by commas";
        private static final Set<String> YES = Set.of("true", "1", "yes", "on", "enabled");
        private static final Set<String> NO = Set.of("false", "0", "no", "off", "disabled");

        private VariableText() {}

        static boolean flag(String variable, String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (YES.contains(lower)) {
                return true;
            }
            InvalidValueException.unless(
                    NO.contains(lower), variable, "one of true/false, 1/0, yes/no, on/off, enabled/disabled", text);
            return false;
        }

        static int whole(String variable, String text, int most) {
            int number = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : 0;
            InvalidValueException.unless(
                    number >= 1 && number <= most, variable, "a whole number from 1 to %d".formatted(most), text);
            return number;
        }

        static Duration seconds(String variable, String text) {
            return Duration.ofSeconds(whole(variable, text, BreakerFlags.MOST_SECONDS));
        }

        static Duration time(String variable, String text) {
            String rule = "from 0.001 to 86400 seconds with at most 3 decimals";
            InvalidValueException.unless(SECONDS.matcher(text).matches(), variable, rule, text);
            Duration time =
                    Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
            InvalidValueException.unless(
                    !time.isZero() && time.toMillis() <= BreakerFlags.MOST_SECONDS * 1_000L, variable, rule, text);
            return time;
        }

        /** {@return a time as {@link #time} and, if it is whole, {@link #seconds} read it} */
        static String text(Duration time) {
            BigDecimal seconds = BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros();
            return seconds.setScale(Math.max(0, seconds.scale())).toPlainString();
        }

        static Optional<Route> override(String variable, String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "legacy", "old" -> Optional.of(Route.LEGACY);
                case "new", "pipeline" -> Optional.of(Route.NEW);
                case "none" -> Optional.empty();
                default -> throw InvalidValueException.of(variable, "one of legacy/old, new/pipeline, none", text);
            };
        }

        /** Reads keys between commas; one that holds a comma or begins with a quote is in quotes, as in RFC 4180. */
        static Set<String> keys(String variable, String text) {
            Set<String> keys = new TreeSet<>();
            Matcher item = ITEM.matcher(text);
            int end = -1;
            while (end < text.length() && item.find(end + 1) && item.start() == end + 1) {
                String quoted = item.group(1);
                String key = quoted == null ? item.group(2).strip() : quoted.replace("\"\"", "\"");
                InvalidValueException.unless(Settings.isKey(key), variable, KEYS, text);
                keys.add(key);
                end = item.end();
            }
            InvalidValueException.unless(end == text.length(), variable, KEYS, text);
            InvalidValueException.unless(keys.size() <= Settings.MOST_KEYS, variable, "at most 1000 keys", keys.size());
            return keys;
        }

        /** {@return keys as {@link #keys} reads them, in order} */
        static String text(Set<String> keys) {
            return new TreeSet<>(keys)
                    .stream()
                            .map(key -> key.contains(",") || key.startsWith("\"") || !key.equals(key.strip())
                                    ? "\"%s\"".formatted(key.replace("\"", "\"\""))
                                    : key)
                            .collect(Collectors.joining(","));
        }
    }
}
