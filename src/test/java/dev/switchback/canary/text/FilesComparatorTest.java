package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesComparatorTest {

    private static Comparison compare(TextTolerance tolerance, Map<String, String> legacy, Map<String, String> other) {
        return new FilesComparator(tolerance).compare(FileTree.of(legacy), FileTree.of(other));
    }

    private static String message(TextTolerance tolerance, String legacy, String replacement) {
        Comparison found = compare(tolerance, Map.of("a.ts", legacy), Map.of("a.ts", replacement));
        return found.discrepancies().get(0).message();
    }

    @Nested
    class FilesOnOneSide {

        private final Map<String, String> legacy = Map.of("a", "one", "b", "", "c", "");
        private final Map<String, String> replacement = Map.of("a", "two", "d", "");

        @Test
        void areCriticalIfThereAreMoreThanAreAccepted() {
            assertThat(compare(TextTolerance.EXACT.fileCountWithin(2), legacy, replacement)
                            .discrepancies())
                    .hasSize(4)
                    .extracting(Discrepancy::severity)
                    .containsOnly(Severity.CRITICAL);
        }

        @Test
        void areWarningsIfThereAreNoMoreWhateverElseDiffers() {
            assertThat(compare(TextTolerance.EXACT.fileCountWithin(3), legacy, replacement)
                            .discrepancies())
                    .extracting(one -> "%s %s".formatted(one.path(), one.severity()))
                    .containsExactly("a CRITICAL", "b WARNING", "c WARNING", "d WARNING");
        }

        @Test
        void leaveOtherDifferencesAsTheyAreIfThereAreNone() {
            assertThat(compare(TextTolerance.EXACT, Map.of("a", "one"), Map.of("a", "two"))
                            .discrepancies())
                    .extracting(Discrepancy::severity)
                    .containsExactly(Severity.CRITICAL);
        }
    }

    @Nested
    class LargeFiles {

        private final TextTolerance five = TextTolerance.EXACT.sizeCap(5);

        @Test
        void areLookedIntoUpToTheCap() {
            assertThat(message(five, "a=12;", "a=1;")).startsWith("differs from line 1");
            assertThat(message(five, "a=1;", "a=123;")).startsWith("differs; above 5 bytes");
            assertThat(message(five, "a=123;", "a=1;")).startsWith("differs; above 5 bytes");
            assertThat(message(five, "a='\u00e9'", "a='e'")).as("in bytes").startsWith("differs; above 5 bytes");
        }

        @Test
        void ofWhichOnlyTheChecksumIsKeptAreNotLookedInto(@TempDir Path directory) throws IOException {
            Files.writeString(directory.resolve("a"), "a".repeat((1 << 20) + 1));
            FilesComparator files = new FilesComparator(TextTolerance.EXACT.sizeCap(1 << 22));
            FileTree large = FileTree.read(directory);
            FileTree small = FileTree.of(Map.of("a", "b"));

            assertThat(files.compare(large, small).discrepancies().get(0).legacyValue())
                    .isEqualTo("1048577 bytes");
            assertThat(files.compare(small, large).discrepancies().get(0).message())
                    .startsWith("differs; above");
        }

        @Test
        void areTextsOfMoreCharactersThanTheCapToo() {
            TextComparator texts = new TextComparator(five);

            assertThat(texts.compare("a=12;", "a=1;").discrepancies().get(0).message())
                    .startsWith("differs from");
            assertThat(texts.compare("a=1;", "a=123;").discrepancies().get(0).message())
                    .startsWith("differs; above");
            assertThat(texts.compare("a=123;", "a=1;").discrepancies().get(0).message())
                    .startsWith("differs; above");
        }
    }

    @Test
    void compareBytesWhereOneSideIsNoText() {
        FilesComparator files = new FilesComparator(TextTolerance.EXACT);
        FileTree text = FileTree.of(Map.of("a", "text"));
        FileTree bytes = FileTree.ofBytes(Map.of("a", new byte[] {(byte) 0xff}));

        Discrepancy found = files.compare(text, bytes).discrepancies().get(0);
        assertThat(found.message()).isEqualTo("differs; not UTF-8 text, so compared by its bytes");
        assertThat(found.legacyValue()).isEqualTo("4 bytes");
        assertThat(found.newValue()).isEqualTo("1 bytes");
        assertThat(files.compare(bytes, text).discrepancies().get(0).shape().change())
                .isEqualTo("bytes -> bytes");
    }

    @Test
    void readEachFileByItsName() {
        assertThat(CommentSyntax.ofFile("a/b.TS")).isEqualTo(CommentSyntax.C_LIKE);
        assertThat(CommentSyntax.ofFile("a.b/c.yml")).isEqualTo(CommentSyntax.HASH);
        assertThat(CommentSyntax.ofFile("a.sql")).isEqualTo(CommentSyntax.SQL);
        assertThat(CommentSyntax.ofFile("a.properties")).isEqualTo(CommentSyntax.PROPERTIES);
        assertThat(CommentSyntax.ofFile("a.json")).isEqualTo(CommentSyntax.JSON);
        assertThat(CommentSyntax.ofFile("a.txt")).isEqualTo(CommentSyntax.NONE);
        assertThat(CommentSyntax.ofFile("readme")).isEqualTo(CommentSyntax.NONE);
        assertThat(message(TextTolerance.EXACT, "a(); // b", "a(); // c")).isEqualTo("only comments differ");
        assertThat(message(TextTolerance.EXACT.syntax(CommentSyntax.NONE), "a(); // b", "a(); // c"))
                .isEqualTo("differs from line 1 of legacy and line 1 of new");
    }

    @Test
    void countTheFilesThatAreEqual() {
        Comparison found = compare(TextTolerance.EXACT, Map.of("a", "1", "b", "2"), Map.of("a", "1", "b", "3"));

        assertThat(found.summary().filesEqual()).isEqualTo(1);
    }
}
