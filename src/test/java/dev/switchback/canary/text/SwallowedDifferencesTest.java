package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.tree.FileTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ways in which the system that Switchback was modelled on lost differences, each of them found here. */
class SwallowedDifferencesTest {

    private static final TextTolerance LOOSEST =
            TextTolerance.EXACT.ignoringWhitespace().ignoringComments().ignoringTimestamps();

    private static List<String> changes(String legacy, String replacement) {
        Comparison found = new TextComparator(LOOSEST).compare(legacy, replacement);
        assertThat(found.result()).isEqualTo(Comparison.Result.CRITICAL);
        return found.discrepancies().stream().map(one -> one.shape().change()).toList();
    }

    @Test
    void aTimestampRuleThatDroppedEverythingAfterIt() {
        assertThat(changes(
                        "// Generated: 2026-01-01T00:00:00Z\nborn: string;\n",
                        "// Generated: 2026-01-02T00:00:00Z\nborn: Date;\n"))
                .containsExactly("string -> Date");
        assertThat(changes("Generated: 2026-01-01T00:00:00Z by 1", "Generated: 2026-01-02T00:00:00Z by none"))
                .containsExactly("123 -> name");
    }

    @Test
    void whitespaceAndCommentsTogetherDroppingEverythingAfterTheFirstComment() {
        assertThat(changes("a(); // one\nborn: string;\n", "a(); // two\nborn: Date;\n"))
                .containsExactly("string -> Date");
        assertThat(changes("a(); /* one */ f(1);", "a(); /* two */ f(x);")).containsExactly("123 -> name");
    }

    @Test
    void theSameAfterTheSlashesOfAUrl() {
        assertThat(changes("u = 'https://one.example'; f(1);", "u = 'https://one.example'; f(x);"))
                .containsExactly("123 -> name");
        assertThat(changes("u = 'https://one.example';", "u = 'https://two.example';"))
                .containsExactly("'text' -> 'text'");
        assertThat(changes("see https://one.example", "see https://two.example"))
                .containsExactly("name -> name");
    }

    @Test
    void filesOfTheSameBaseNameTakenForEachOther() {
        FileTree legacy = FileTree.of(Map.of("a/index.ts", "born: string;", "b/index.ts", "born: Date;"));
        FileTree replacement = FileTree.of(Map.of("a/index.ts", "born: Date;", "b/index.ts", "born: string;"));

        assertThat(new FilesComparator(LOOSEST).compare(legacy, replacement).discrepancies())
                .extracting(Discrepancy::path, one -> one.shape().change())
                .containsExactly(tuple("a/index.ts", "string -> Date"), tuple("b/index.ts", "Date -> string"));
    }

    @Test
    void valuesAfterASignThatBeginsNoCommentThere() {
        assertCritical("a.properties", "color = #ff0000\n", "color = #00ff00\n");
        assertCritical("a.yml", "run: |\n  echo a # one\n", "run: |\n  echo a # two\n");
        assertCritical("a.sh", "cat <<EOF\n# one\nEOF\n", "cat <<EOF\n# two\nEOF\n");
        assertCritical("a.rb", "x = %(a #{one})\n", "x = %(a #{two})\n");
    }

    @Test
    void valuesThatDifferInTheirSpacesAlone() {
        assertCritical("a.json", "{\"a\": \"b  c\"}", "{\"a\": \"b c\"}");
        assertCritical("a.tsv", "1\t\t2\n", "1\t2\n");
        assertCritical("a.tsv", "\t1\n", "1\n");
        assertCritical("a.csv", "a,b  c\n", "a,b c\n");
        assertCritical("a.xml", "<a>b  c</a>", "<a>b c</a>");
        assertCritical("a.properties", "a=b  c\n", "a=b c\n");
        assertCritical("a.py", "if a:\n  # b\n  c()\n", "if a:\n  # b\nc()\n");
    }

    private static void assertCritical(String path, String legacy, String replacement) {
        FilesComparator comparator = new FilesComparator(LOOSEST);
        Comparison found =
                comparator.compare(FileTree.of(Map.of(path, legacy)), FileTree.of(Map.of(path, replacement)));
        assertThat(found.result()).as(path).isEqualTo(Comparison.Result.CRITICAL);
    }
}
