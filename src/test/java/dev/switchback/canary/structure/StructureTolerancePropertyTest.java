package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.structure.Documents.Variation;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StructureTolerancePropertyTest {

    private static final int LEVELS = 4;

    @Provide
    Arbitrary<StructureTolerance> tolerances() {
        Arbitrary<StructureTolerance> plain =
                Arbitraries.subsetOf(Variation.values()).map(this::all);
        return plain.flatMap(tolerance -> Arbitraries.of(
                tolerance,
                tolerance.keyedBy("/**", "id"),
                tolerance.ignoringOrder("/*").keyedBy("/**", "name"),
                tolerance.whitespaceIsCosmetic().timestampsAreCosmetic()));
    }

    private StructureTolerance all(Set<Variation> variations) {
        StructureTolerance all = StructureTolerance.EXACT;
        for (Variation variation : variations) {
            all = switch (variation) {
                case ORDER -> all.ignoringOrder();
                case NULLS -> all.nullSameAsAbsent();
                case NUMBERS -> all.numbersWithin(0.25);
                case WHITESPACE -> all.ignoringWhitespace();
                case TIMESTAMPS -> all.ignoringTimestamps();
            };
        }
        return all;
    }

    @Property(tries = 500)
    void everyDocumentIsTheSameAsItselfHoweverItIsWritten(
            @ForAll long seed, @ForAll("tolerances") StructureTolerance tolerance) {
        Documents documents = new Documents(seed);
        Object document = documents.document(LEVELS);
        Comparison found = Compared.json(tolerance, documents.written(document), documents.written(document) + " ");

        assertThat(Compared.lines(found)).isEmpty();
    }

    @Property(tries = 1500)
    void whatNoOptionNamesIsAlwaysFound(@ForAll long seed, @ForAll("tolerances") StructureTolerance tolerance) {
        Documents documents = new Documents(seed);
        Object document = documents.document(LEVELS);
        String legacy = documents.written(document);
        String replacement = documents.written(documents.changed(document));

        assertThat(Compared.json(tolerance, legacy, replacement).result())
                .as("%s against %s", legacy, replacement)
                .isEqualTo(Comparison.Result.CRITICAL);
    }

    @Property(tries = 1500)
    void theSidesCanBeSwapped(
            @ForAll long seed, @ForAll("tolerances") StructureTolerance tolerance, @ForAll Variation variation) {
        Documents documents = new Documents(seed);
        Object document = documents.document(LEVELS);
        String legacy = documents.written(document);
        String replacement =
                documents.written(seed % 2 == 0 ? documents.varied(document, variation) : documents.changed(document));

        assertThat(Compared.json(tolerance, legacy, replacement).result())
                .as("%s against %s", legacy, replacement)
                .isEqualTo(Compared.json(tolerance, replacement, legacy).result());
    }

    @Property(tries = 1000)
    void whatAnOptionNamesIsIgnoredWithItAndReportedWithoutIt(@ForAll long seed, @ForAll Variation variation) {
        Documents documents = new Documents(seed);
        Object document = documents.document(LEVELS);
        Object varied = documents.varied(document, variation);
        String legacy = documents.written(document);
        String replacement = documents.written(varied);

        assertThat(Compared.lines(Compared.json(variation.option(), legacy, replacement)))
                .as("%s against %s", legacy, replacement)
                .isEmpty();
        assertThat(Compared.json(StructureTolerance.EXACT, legacy, replacement).matches())
                .as("%s against %s", legacy, replacement)
                .isEqualTo(document == null ? varied == null : document.equals(varied));
    }

    @Property(tries = 1000)
    void metadataIsCosmeticAndHidesNothing(@ForAll long seed) {
        Documents documents = new Documents(seed);
        Object document = documents.document(LEVELS);
        String legacy = documents.written(document);
        String replacement = documents.written(documents.changed(document));

        assertThat(Compared.json(StructureTolerance.EXACT.metadata("/**"), legacy, replacement)
                        .result())
                .isEqualTo(Comparison.Result.COSMETIC);
        assertThat(Compared.json(StructureTolerance.EXACT.metadata("/nowhere/**"), legacy, replacement))
                .isEqualTo(Compared.json(legacy, replacement));
    }

    @Property(tries = 500)
    void objectsAreComparedAsTheirJsonIs(@ForAll long seed, @ForAll("tolerances") StructureTolerance tolerance) {
        Documents documents = new Documents(seed);
        Object document = java.util.Collections.singletonList(documents.document(LEVELS));
        Object changed = java.util.Collections.singletonList(documents.changed(document));

        assertThat(Compared.lines(Compared.objects(tolerance, document, changed)))
                .isEqualTo(Compared.lines(
                        Compared.json(tolerance, documents.written(document), documents.written(changed))));
    }
}
