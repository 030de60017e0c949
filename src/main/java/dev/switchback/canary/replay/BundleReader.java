package dev.switchback.canary.replay;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.difference.Shape;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a bundle from JSON that anybody may have written; whatever is wrong is named with its file, value and rule. */
final class BundleReader {

    private static final int DEEPEST = 32;
    private static final int LONGEST_TYPE = 500;
    private static final int LONGEST_SHOWN = 1_000;
    private static final JsonMapper MAPPER = JsonMapper.builder(SampleJson.MAPPER
                    .tokenStreamFactory()
                    .rebuild()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxDocumentLength(ReplayBundle.LARGEST)
                            .maxStringLength(ReplayBundle.LARGEST)
                            .build())
                    .build())
            .build();
    private static final Set<String> FIELDS = Set.of(
            "format",
            "fingerprint",
            "migration",
            "subject",
            "comparison",
            "key",
            "served",
            "capturedAt",
            "environment",
            "examples",
            "request",
            "legacy",
            "new");

    private final String file;

    BundleReader(String file) {
        this.file = file;
    }

    ReplayBundle read(byte[] json) {
        JsonNode tree = tree(json);
        int format = tree.path("format").isInt() ? tree.path("format").intValue() : 0;
        InvalidValueException.unless(
                format == BundleWriter.FORMAT,
                name("format"),
                format > BundleWriter.FORMAT
                        ? "%d: a newer Switchback wrote it".formatted(BundleWriter.FORMAT)
                        : String.valueOf(BundleWriter.FORMAT),
                tree.path("format"));
        onlyOf(tree, "the bundle", FIELDS);
        try {
            return new ReplayBundle(
                    Fingerprint.parse(text(tree, "fingerprint", LONGEST_SHOWN)),
                    origin(tree),
                    text(tree, "request", ReplayBundle.LARGEST),
                    ending(tree, "legacy"),
                    ending(tree, "new"),
                    examples(tree));
        } catch (InvalidValueException wrong) {
            throw wrong.input().contains(file)
                    ? wrong
                    : InvalidValueException.of(name(wrong.input()), wrong.rule(), wrong.value(), wrong);
        }
    }

    private JsonNode tree(byte[] json) {
        String name = "bundle %s".formatted(file);
        InvalidValueException.unless(
                json.length <= ReplayBundle.LARGEST,
                name,
                "at most %d bytes".formatted(ReplayBundle.LARGEST),
                "%d or more".formatted(json.length));
        String rule = "a JSON object, at most %d levels deep".formatted(DEEPEST);
        try {
            JsonNode tree = MAPPER.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(json);
            InvalidValueException.unless(tree.isObject(), name, rule, "another value");
            return tree;
        } catch (JacksonException malformed) {
            throw InvalidValueException.of(name, rule, malformed.getOriginalMessage(), malformed);
        }
    }

    private ReplayBundle.Origin origin(JsonNode tree) {
        return new ReplayBundle.Origin(
                text(tree, "migration", LONGEST_SHOWN),
                text(tree, "subject", LONGEST_SHOWN),
                text(tree, "comparison", LONGEST_TYPE),
                text(tree, "key", ReplayBundle.Origin.LONGEST_KEY),
                Route.parse("served", text(tree, "served", LONGEST_SHOWN)),
                instant(tree, "capturedAt"),
                environment(object(tree, "environment")));
    }

    private ReplayEnvironment environment(JsonNode tree) {
        onlyOf(tree, "environment", Set.of("java", "os", "switchback", "node", "legacyVersion", "newVersion"));
        return new ReplayEnvironment(
                text(tree, "java", LONGEST_SHOWN),
                text(tree, "os", LONGEST_SHOWN),
                text(tree, "switchback", LONGEST_SHOWN),
                text(tree, "node", LONGEST_SHOWN),
                optional(tree, "legacyVersion"),
                optional(tree, "newVersion"));
    }

    private Optional<String> optional(JsonNode tree, String field) {
        return tree.has(field) ? Optional.of(text(tree, field, LONGEST_SHOWN)) : Optional.empty();
    }

    private List<Discrepancy> examples(JsonNode tree) {
        JsonNode list = tree.path("examples");
        InvalidValueException.unless(
                list.isArray() && list.size() <= ReplayBundle.EXAMPLES,
                name("examples"),
                "a list of at most %d".formatted(ReplayBundle.EXAMPLES),
                list.isArray() ? "one of %d".formatted(list.size()) : "no list");
        List<Discrepancy> examples = new ArrayList<>();
        list.forEach(one -> examples.add(example(one)));
        return examples;
    }

    private Discrepancy example(JsonNode tree) {
        InvalidValueException.unless(tree.isObject(), name("examples"), "objects", tree.getNodeType());
        onlyOf(tree, "an example", Set.of("type", "severity", "path", "message", "legacy", "new", "place", "change"));
        return new Discrepancy(
                word(tree, "type", DiscrepancyType.values(), DiscrepancyType::text),
                text(tree, "path", LONGEST_SHOWN),
                word(tree, "severity", Severity.values(), Severity::text),
                text(tree, "message", LONGEST_SHOWN),
                text(tree, "legacy", LONGEST_SHOWN),
                text(tree, "new", LONGEST_SHOWN),
                new Shape(text(tree, "place", LONGEST_SHOWN), text(tree, "change", LONGEST_SHOWN), ""));
    }

    private Ending ending(JsonNode tree, String field) {
        JsonNode ending = object(tree, field);
        InvalidValueException.unless(
                ending.size() == 1 && (ending.has("returned") || ending.has("threw")),
                name(field),
                "an object with returned or threw",
                "another");
        if (ending.has("returned")) {
            return new Ending.Returned(orNull(ending, "returned", ReplayBundle.LARGEST));
        }
        JsonNode threw = object(ending, "threw");
        onlyOf(threw, "threw", Set.of("type", "message"));
        return new Ending.Threw(text(threw, "type", LONGEST_TYPE), orNull(threw, "message", ReplayBundle.LARGEST));
    }

    private <E> E word(JsonNode tree, String field, E[] words, Function<E, String> spelled) {
        String text = text(tree, field, LONGEST_SHOWN);
        return Arrays.stream(words)
                .filter(one -> spelled.apply(one).equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        name(field),
                        "one of %s".formatted(Arrays.stream(words).map(spelled).toList()),
                        text));
    }

    private Instant instant(JsonNode tree, String field) {
        String text = text(tree, field, LONGEST_SHOWN);
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw InvalidValueException.of(name(field), "an instant such as 2026-01-31T08:00:00Z", text, malformed);
        }
    }

    private JsonNode object(JsonNode tree, String field) {
        JsonNode value = tree.path(field);
        InvalidValueException.unless(value.isObject(), name(field), "an object", value.getNodeType());
        return value;
    }

    private @Nullable String orNull(JsonNode tree, String field, int longest) {
        return tree.path(field).isNull() ? null : text(tree, field, longest);
    }

    private String text(JsonNode tree, String field, int longest) {
        JsonNode value = tree.path(field);
        InvalidValueException.unless(value.isString(), name(field), "a text", value.getNodeType());
        String text = value.stringValue();
        InvalidValueException.unless(
                text.length() <= longest, name(field), "at most %d characters".formatted(longest), text.length());
        return text;
    }

    /** What is not known might matter: a field that is added makes a new format. */
    private void onlyOf(JsonNode tree, String what, Set<String> known) {
        for (String field : tree.propertyNames()) {
            InvalidValueException.unless(
                    known.contains(field),
                    name("field of " + what),
                    "one of %s".formatted(known.stream().sorted().toList()),
                    field);
        }
    }

    private String name(String field) {
        return "%s in %s".formatted(field, file);
    }
}
