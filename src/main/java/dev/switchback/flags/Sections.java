package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import dev.switchback.state.Document;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Settings as sections of a document.
 *
 * <pre>{@code
 * "percentage": {"target": 12.5},
 * "canary": {"enabled": true, "samplePercentage": 50, "timeoutSeconds": 30, "offAbovePercentage": 90},
 * "override": {"mode": "legacy", "by": "kim", "reason": "incident 12", "until": "2026-01-01T02:00:00Z"},
 * "keys": {"forced": ["a"], "denied": []},
 * "options": {"fallbackToLegacy": true, "autoRollback": false, "detailedLogging": false},
 * "breakerSettings": {"enabled": true, "errorThreshold": 5, "errorWindowSeconds": 300, "recoverySeconds": 600}
 * }</pre>
 */
final class Sections {

    private static final String PERCENTAGE = "percentage";
    private static final String CANARY = "canary";
    private static final String OVERRIDE = "override";
    private static final String KEYS = "keys";
    private static final String OPTIONS = "options";
    private static final String BREAKER = "breakerSettings";

    private Sections() {}

    /**
     * Reads settings.
     *
     * @throws dev.switchback.pipeline.InvalidValueException if a section does not fit
     */
    static Settings read(Document document) {
        SectionReader options = SectionReader.of(document, OPTIONS);
        SectionReader keys = SectionReader.of(document, KEYS);
        return new Settings(
                SectionReader.of(document, PERCENTAGE).share("target", Settings.DEFAULTS.percentage()),
                canary(SectionReader.of(document, CANARY)),
                override(document),
                breaker(SectionReader.of(document, BREAKER)),
                options.flag("autoRollback", Settings.DEFAULTS.autoRollback()),
                options.flag("detailedLogging", Settings.DEFAULTS.detailedLogging()),
                options.flag("fallbackToLegacy", Settings.DEFAULTS.fallbackToLegacy()),
                keys.texts("forced"),
                keys.texts("denied"));
    }

    /** Reads what the section {@code rollback} says about routing. */
    static Snapshot.Rollback rollback(Document document) {
        SectionReader routing = SectionReader.of(document, "rollback").object("routing");
        return routing.isPresent()
                ? new Snapshot.Rollback(routing.text("state", null), routing.whole("epoch", 0))
                : Snapshot.Rollback.NONE;
    }

    /** {@return the document with those sections replaced that the change touches} */
    static Document write(Document document, Settings before, Settings after) {
        Document written = document;
        if (!after.percentage().equals(before.percentage())) {
            written = written.with(PERCENTAGE, Map.of("target", number(after.percentage())));
        }
        if (!after.canary().equals(before.canary())) {
            written = written.with(CANARY, section(after.canary()));
        }
        if (!after.override().equals(before.override())) {
            written = after.override().isEmpty()
                    ? written.without(OVERRIDE)
                    : written.with(OVERRIDE, section(after.override().get()));
        }
        if (!after.breaker().equals(before.breaker())) {
            written = written.with(BREAKER, section(after.breaker()));
        }
        if (!options(after).equals(options(before))) {
            written = written.with(OPTIONS, options(after));
        }
        if (!keys(after).equals(keys(before))) {
            written = written.with(KEYS, keys(after));
        }
        return written;
    }

    private static CanaryFlags canary(SectionReader canary) {
        CanaryFlags absent = Settings.DEFAULTS.canary();
        return new CanaryFlags(
                canary.flag("enabled", absent.enabled()),
                canary.share("samplePercentage", absent.sample()),
                canary.seconds("timeoutSeconds", absent.timeout()),
                canary.share("offAbovePercentage", absent.offAbove()));
    }

    private static BreakerFlags breaker(SectionReader breaker) {
        BreakerFlags absent = Settings.DEFAULTS.breaker();
        return new BreakerFlags(
                breaker.flag("enabled", absent.enabled()),
                (int) Math.max(
                        0, Math.min(Integer.MAX_VALUE, breaker.whole("errorThreshold", absent.errorThreshold()))),
                breaker.seconds("errorWindowSeconds", absent.errorWindow()),
                breaker.seconds("recoverySeconds", absent.recovery()));
    }

    private static Optional<ManualOverride> override(Document document) {
        if (document.section(OVERRIDE).isEmpty()) {
            return Optional.empty();
        }
        SectionReader override = SectionReader.of(document, OVERRIDE);
        return Optional.of(new ManualOverride(
                Route.parse("override.mode", override.text("mode", null)),
                override.text("by", null),
                override.text("reason", null),
                override.instant("until")));
    }

    private static Map<String, Object> section(CanaryFlags canary) {
        return ordered(
                "enabled", canary.enabled(),
                "samplePercentage", number(canary.sample()),
                "timeoutSeconds", number(canary.timeout()),
                "offAbovePercentage", number(canary.offAbove()));
    }

    private static Map<String, Object> section(BreakerFlags breaker) {
        return ordered(
                "enabled", breaker.enabled(),
                "errorThreshold", breaker.errorThreshold(),
                "errorWindowSeconds", number(breaker.errorWindow()),
                "recoverySeconds", number(breaker.recovery()));
    }

    private static Map<String, Object> section(ManualOverride word) {
        Map<String, Object> section = ordered("mode", word.mode().text(), "by", word.by(), "reason", word.reason());
        word.until().map(Instant::toString).ifPresent(until -> section.put("until", until));
        return section;
    }

    private static Map<String, Object> options(Settings settings) {
        return ordered(
                "fallbackToLegacy", settings.fallbackToLegacy(),
                "autoRollback", settings.autoRollback(),
                "detailedLogging", settings.detailedLogging());
    }

    private static Map<String, Object> keys(Settings settings) {
        return ordered(
                "forced", List.copyOf(new TreeSet<>(settings.forcedKeys())),
                "denied", List.copyOf(new TreeSet<>(settings.deniedKeys())));
    }

    /** A percentage as people write it: {@code 25} rather than {@code 25.0}. */
    private static Number number(Share share) {
        return number(share.percent());
    }

    private static Number number(Duration time) {
        return number(time.toMillis() / 1_000.0);
    }

    private static Number number(double value) {
        if (value == Math.rint(value)) {
            return (int) value;
        }
        return value;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> section = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            section.put((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        return section;
    }

    /**
     * One section of a document, read strictly: a field that is there fits in type and range, nothing is converted;
     * one that is not there has its default; one that is not known is somebody newer's.
     */
    private static final class SectionReader {

        private final String section;
        private final @Nullable JsonNode node;

        private SectionReader(String section, @Nullable JsonNode node) {
            this.section = section;
            this.node = node;
        }

        static SectionReader of(Document document, String section) {
            return of(section, document.sections().get(section));
        }

        private static SectionReader of(String name, @Nullable JsonNode node) {
            InvalidValueException.unless(node == null || node.isObject(), name, "a JSON object", node);
            return new SectionReader(name, node);
        }

        boolean isPresent() {
            return node != null;
        }

        SectionReader object(String name) {
            return of(path(name), field(name));
        }

        boolean flag(String name, boolean absent) {
            JsonNode value = field(name);
            InvalidValueException.unless(value == null || value.isBoolean(), path(name), "true or false", value);
            return value == null ? absent : value.booleanValue();
        }

        Share share(String name, Share absent) {
            JsonNode value = field(name);
            return value == null ? absent : Share.ofDecimal(path(name), number(name, value));
        }

        long whole(String name, long absent) {
            JsonNode value = field(name);
            boolean fits = value == null || (value.isIntegralNumber() && value.canConvertToLong());
            InvalidValueException.unless(fits, path(name), "a whole number", value);
            return value == null ? absent : value.longValue();
        }

        Duration seconds(String name, Duration absent) {
            JsonNode value = field(name);
            if (value == null) {
                return absent;
            }
            BigDecimal seconds = number(name, value);
            InvalidValueException.unless(
                    seconds.signum() > 0 && seconds.compareTo(BigDecimal.valueOf(BreakerFlags.MOST_SECONDS)) <= 0,
                    path(name),
                    "from 0.001 to 86400 seconds",
                    value);
            return Duration.ofMillis(seconds.movePointRight(3).longValue());
        }

        String text(String name, @Nullable String absent) {
            JsonNode value = field(name);
            if (value == null && absent != null) {
                return absent;
            }
            if (value == null || !value.isString()) {
                throw InvalidValueException.of(path(name), "a text", value);
            }
            return value.stringValue();
        }

        Optional<Instant> instant(String name) {
            JsonNode value = field(name);
            if (value == null || value.isNull()) {
                return Optional.empty();
            }
            try {
                return Optional.of(Instant.parse(text(name, null)));
            } catch (DateTimeException malformed) {
                throw InvalidValueException.of(path(name), "an instant in ISO 8601", value, malformed);
            }
        }

        Set<String> texts(String name) {
            JsonNode value = field(name);
            Set<String> texts = new TreeSet<>();
            if (value == null) {
                return texts;
            }
            InvalidValueException.unless(value.isArray(), path(name), "a list of texts", value);
            for (JsonNode item : value) {
                InvalidValueException.unless(item.isString(), path(name), "a list of texts", value);
                texts.add(item.stringValue());
            }
            return texts;
        }

        private BigDecimal number(String name, JsonNode value) {
            InvalidValueException.unless(value.isNumber(), path(name), "a number", value);
            return value.decimalValue();
        }

        private @Nullable JsonNode field(String name) {
            return node == null ? null : node.get(name);
        }

        private String path(String name) {
            return section + "." + name;
        }
    }
}
