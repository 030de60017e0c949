package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.tree.FileTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassesOfTextTest {

    private static final TextTolerance WORDS = TextTolerance.EXACT.naming(Set.of("hasMany", "keys", "hasDefault"));

    private static List<Discrepancy> found(TextTolerance tolerance, String legacy, String replacement) {
        return new TextComparator(tolerance).compare(legacy, replacement).discrepancies();
    }

    private static List<String> classes(TextTolerance tolerance, String legacy, String replacement) {
        return found(tolerance, legacy, replacement).stream()
                .filter(one -> one.type() == DiscrepancyType.FILE_CONTENT)
                .map(one -> one.shape().change())
                .distinct()
                .toList();
    }

    private static List<String> classes(String legacy, String replacement) {
        return classes(WORDS, legacy, replacement);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '%',
            value = {
                "born: string; ~ born: Date; ~ string -> Date",
                "born?: string; ~ born: string | null; ~ ? -> absent / absent -> | null",
                "born: string | null; ~ born: Date; ~ string -> Date / | null -> absent",
                "born: string; ~ born?: Date | undefined; ~ absent -> ? / string -> Date / absent -> | undefined",
                "list: any[]; ~ list: string[][]; ~ any[] -> string[][]",
                "list: Person[]; ~ list: ('a' | 'b')[]; ~ name[] -> ('text' | ...)[]",
                "mood: string; ~ mood: 'happy' | 'sad' | 'x'; ~ string -> 'text' | ...",
                "f(1, 2); ~ f(1, 2.5e3); ~ 123 -> 123",
                "id = 7; ~ id = b2f1c3d4-0000-4000-8000-00000000abcd; ~ 123 -> uuid",
                "on = 7; ~ on = 2026-01-02; ~ 123 -> timestamp",
                "keys: ['a'], ~ keys: ['a', 'b', 'c'], ~ keys: absent -> 'text'",
                "a: { type: 'x' }, ~ a: { type: 'x', hasDefault: true, secret: 'y' }, "
                        + "~ absent -> hasDefault: true / absent -> name: ...",
                "import { a, b } from 'x'; ~ import { a, hasMany } from 'x'; ~ name -> hasMany",
                "import { a, b } from 'x'; ~ import { a, b, } from 'x'; ~ absent -> ,",
                "a - -b ~ a --b ~ spacing",
                "alpha(); ~ return 'beta'; ~ name() -> return 'text'",
                "x = a; ~ x = \u2192; ~ name -> sign",
                "a(b); c(d); ~ c(d); a(b); ~ order",
                "let a = 'it''s' ~ let a = \"its\" ~ 'text' -> 'text'",
                "a => a + b ~ a => a - b ~ + -> -"
            })
    void nameWhatBecameWhat(String legacy, String replacement, String classes) {
        assertThat(String.join(" / ", classes(legacy, replacement))).isEqualTo(classes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SQL ~ create table t (a int); ~ create table t (a bigint); ~ int -> bigint",
                "SQL ~ SELECT a FROM t ~ SELECT b FROM t ~ name -> name",
                "HASH ~ port: 8080 ~ port: None ~ 123 -> None",
                "HASH ~ on = yes ~ on = [1, 2] ~ yes -> [123, ...]",
                "NONE ~ Dear Ada, 7 of them ~ Dear Bob, seven of them ~ word -> word / 123 -> word",
                "NONE ~ don't ~ dont ~ word ' word -> word"
            })
    void readEachSyntaxByItsOwnWords(CommentSyntax syntax, String legacy, String replacement, String classes) {
        List<String> found = classes(TextTolerance.EXACT.syntax(syntax), legacy, replacement);

        assertThat(String.join(" / ", found)).isEqualTo(classes);
    }

    @Nested
    class OfWholeLines {

        @Test
        void nameAPropertyThatIsNewOrGone() {
            assertThat(classes("interface A { a: string; }", "interface A { a: string; secret?: Date; }"))
                    .containsExactly("absent -> name: ...");
            assertThat(classes(
                            "f({ a: {}, b: { keys: ['x'] }, keys: [['y']], });", "f({ a: {}, b: { keys: ['x'] }, });"))
                    .containsExactly("keys: [...] -> absent");
        }

        @Test
        void nameABlockOfLinesOnce() {
            List<Discrepancy> found = found(
                    WORDS,
                    "f({\n  a: { b: {} },\n});\n",
                    "f({\n  a: { b: {} },\n  hasMany: {\n    x: g({ y: 1 }),\n    z: g({ y: 2 }),\n  },\n});\n");

            assertThat(found).hasSize(1);
            assertThat(found.get(0).shape().change()).isEqualTo("absent -> hasMany: {...}");
            assertThat(found.get(0).message()).isEqualTo("only the new side has its lines 3 to 6");
            assertThat(found.get(0).newValue()).isEqualTo("  hasMany: {");
            assertThat(found.get(0).legacyValue()).isEmpty();
        }

        @Test
        void doNotCallABodyThatBecameEmptyAnotherHead() {
            assertThat(classes("interface A {\n  a: string;\n}\n", "interface A {\n}\n"))
                    .containsExactly("name: ... -> absent");
        }

        @Test
        void findALineThatMovedAndChanged() {
            String legacy = "import { Own, More } from './own-a-longer-place';\nimport { A } from './a';\nuse();\n";
            String replacement =
                    "import { A } from './a';\nimport {\n  Own,\n  More,\n} from './own-a-longer-place';\nuse();\n";

            assertThat(classes(legacy, replacement)).containsExactly("absent -> ,", "order");
        }
    }

    @Nested
    class OfOrder {

        @Test
        void areOneDifferenceHoweverManyLinesMoved() {
            String legacy = IntStream.range(0, 100).mapToObj(at -> "line" + at).collect(Collectors.joining("\n"));
            String replacement =
                    IntStream.range(0, 100).mapToObj(at -> "line" + (99 - at)).collect(Collectors.joining("\n"));

            List<Discrepancy> found = found(TextTolerance.EXACT, legacy, replacement);

            assertThat(found).hasSize(1);
            assertThat(found.get(0).message()).endsWith("; it has the same lines in another order");
            assertThat(found(TextTolerance.EXACT.ignoringLineOrder(), legacy, replacement))
                    .isEmpty();
        }

        @Test
        void stayApartFromWhatElseDiffers() {
            assertThat(found(TextTolerance.EXACT, "a();\nb();\nc(1);\n", "b();\na();\nc(2);\n"))
                    .extracting(Discrepancy::message)
                    .containsExactly(
                            "differs from line 3 of legacy and line 3 of new",
                            "line 1 of legacy is line 2 of new; it is in another order");
            assertThat(classes(TextTolerance.EXACT.ignoringLineOrder(), "a();\nb();\nc(1);\n", "b();\na();\nc(2);\n"))
                    .containsExactly("123 -> 123");
        }

        @Test
        void areNoExcuseForPartsOfALine() {
            assertThat(classes(TextTolerance.EXACT.ignoringLineOrder(), "a(); b();", "b(); a();"))
                    .containsExactly("order");
        }

        @Test
        void doNotHideThatLinesWereBrokenAnew() {
            String legacy = "f(a, b);\ng();\n";
            String replacement = "g();\nf(a,\n b);\n";

            assertThat(found(TextTolerance.EXACT.ignoringLineOrder(), legacy, replacement))
                    .extracting(Discrepancy::type)
                    .containsExactly(DiscrepancyType.WHITESPACE);
            assertThat(found(TextTolerance.EXACT.ignoringLineOrder().ignoringWhitespace(), legacy, replacement))
                    .isEmpty();
        }
    }

    @Nested
    class OfMany {

        private final String legacy = IntStream.range(0, 50)
                .mapToObj(at -> "a%d = %d;\n".formatted(at, at))
                .collect(Collectors.joining());
        private final String replacement = IntStream.range(0, 50)
                .mapToObj(at -> "a%d = 'x';\n".formatted(at))
                .collect(Collectors.joining());

        @Test
        void tellTwentyApartAndCountTheOthersAsOne() {
            Comparison comparison = new TextComparator(TextTolerance.EXACT).compare(legacy, replacement);

            assertThat(comparison.summary().critical()).isEqualTo(21);
            assertThat(comparison.discrepancies().get(20).message()).isEqualTo("so do 30 more places of this class");
            assertThat(comparison.discrepancies())
                    .extracting(Discrepancy::fingerprint)
                    .containsOnly(comparison.discrepancies().get(0).fingerprint());
        }

        @Test
        void haveASpotThatChangesWithAnyOfThem() {
            String last = replacement.replace("a49 = 'x'", "b49 = 'x'");

            assertThat(found(TextTolerance.EXACT, legacy, replacement)
                            .get(20)
                            .shape()
                            .spot())
                    .isEqualTo(found(TextTolerance.EXACT, legacy, replacement.replace("'x'", "'y'"))
                            .get(20)
                            .shape()
                            .spot())
                    .isNotEqualTo(found(TextTolerance.EXACT, legacy, last)
                            .get(20)
                            .shape()
                            .spot());
        }
    }

    @Test
    void haveAPatternOfFilesAsTheirPlace() {
        Map<String, String> one =
                Map.of("a/film.ts", "a", "b.c/noextension", "a", ".hidden", "a", "x.y-z", "a", "gone.sql", "");
        Map<String, String> two =
                Map.of("a/film.ts", "b", "b.c/noextension", "b", ".hidden", "b", "x.y-z", "b", "new.sql", "");

        assertThat(new FilesComparator(TextTolerance.EXACT)
                        .compare(FileTree.of(one), FileTree.of(two))
                        .discrepancies())
                .extracting(found -> "%s %s %s"
                        .formatted(
                                found.path(),
                                found.shape().place(),
                                found.shape().change()))
                .containsExactly(
                        ".hidden * word -> word",
                        "a/film.ts *.ts name -> name",
                        "b.c/noextension * word -> word",
                        "gone.sql *.sql file -> absent",
                        "new.sql *.sql absent -> file",
                        "x.y-z * word -> word");
        assertThat(found(TextTolerance.EXACT.sizeCap(1), "ab", "ba")
                        .get(0)
                        .shape()
                        .change())
                .isEqualTo("large");
    }

    @Test
    void knowASpotBesidesTheClassForWhatIsNoise() {
        Discrepancy one =
                found(WORDS, "born: string; at: 1;", "born: Date; at: 1;").get(0);

        assertThat(one.shape().spot()).isEqualTo(": born : ~ ;");
        assertThat(one.shape().place()).isEqualTo("text");
        assertThat(one.legacyValue()).isEqualTo("born: string; at: 1;");
    }
}
