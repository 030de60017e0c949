package dev.switchback.activemodel;

import dev.switchback.activemodel.tables.DatabaseSchema;
import dev.switchback.activemodel.tables.TableFilter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What both pipelines make of a whole schema. */
record Generated(SortedMap<String, String> legacy, SortedMap<String, String> replacement) {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

    static Generated of(DatabaseSchema schema) {
        return of(GenerationPlan.of(schema, TableFilter.ALL));
    }

    static Generated of(GenerationPlan plan) {
        Generated generated = new Generated(new TreeMap<>(), new TreeMap<>());
        StringGenerator legacy = new StringGenerator(CLOCK);
        StagedGenerator replacement = new StagedGenerator();
        for (GenerationRequest request : plan.requests()) {
            generated.legacy.putAll(legacy.generate(request).files());
            generated.replacement.putAll(replacement.generate(request).files());
        }
        return generated;
    }

    /** {@return the source without comments, with one space for any white space} */
    static String meaning(String source) {
        return source.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("//") && !line.startsWith("/*") && !line.startsWith("*"))
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
