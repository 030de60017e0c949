package dev.switchback.activemodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.activemodel.tables.DatabaseSchema;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.text.FilesComparator;
import dev.switchback.canary.text.TextTolerance;
import dev.switchback.canary.tree.FileTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Holds the table of classes in the description of the package. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // each schema is read from a server of its own
class GeneratedClassesTest {

    private static final FilesComparator FILES = new FilesComparator(TextTolerance.EXACT.naming(ModelFiles.WORDS));

    /** Every row of the table that Chinook and Sakila do not have. */
    private static final String MORE = """
            create table shape (
              a int, b int, primary key (a, b),
              size int default 1 not null, twice int generated always as (size * 2) stored,
              big bigint not null, data json not null, spot point not null);
            create table child (
              id int primary key, a int not null, b int not null, mother_id int, mother int,
              foreign key (a, b) references shape (a, b),
              foreign key (mother_id) references child (id), foreign key (mother) references child (id))
            """;

    private final Generated chinook = Generated.of(Schemas.chinookOnPostgres());
    private final Generated sakila = Generated.of(Schemas.sakilaOnPostgres("select 1"));

    private static List<Discrepancy> differences(Generated generated) {
        List<Discrepancy> found = new ArrayList<>();
        generated
                .legacy()
                .forEach((path, text) -> found.addAll(FILES.compare(
                                FileTree.of(Map.of(path, text)),
                                FileTree.of(Map.of(path, generated.replacement().get(path))))
                        .discrepancies()));
        return found;
    }

    private static Map<String, Long> changes(List<Discrepancy> found, Severity severity) {
        return found.stream()
                .filter(one -> one.severity() == severity)
                .collect(Collectors.groupingBy(one -> one.shape().change(), TreeMap::new, Collectors.counting()));
    }

    @Test
    void nameEachRealDifferenceOfChinookOnce() {
        List<Discrepancy> found = differences(chinook);

        assertThat(changes(found, Severity.CRITICAL))
                .containsOnlyKeys(
                        "string -> Date",
                        "number -> string",
                        "? -> absent",
                        "absent -> | null",
                        "primaryKey: absent -> 'text'",
                        "name: ... -> absent",
                        "absent -> hasMany",
                        "absent -> hasMany: {...}",
                        "absent -> import type {...} from 'text';",
                        "order",
                        "absent -> ,")
                .containsEntry("string -> Date", 9L)
                .containsEntry("absent -> hasMany: {...}", 9L);
        assertThat(changes(found, Severity.INFO)).containsOnlyKeys("comments", "white space");
    }

    @Test
    void nameEachRealDifferenceOfSakilaOnce() {
        List<Discrepancy> found = differences(sakila);

        assertThat(changes(found, Severity.CRITICAL))
                .containsOnlyKeys(
                        "string -> Date",
                        "number -> string",
                        "? -> absent",
                        "absent -> | null",
                        "string -> 'text' | ...",
                        "absent -> values: [...]",
                        "any[] -> string[]",
                        "any -> number",
                        "any -> string",
                        "'text' -> 'text'",
                        "absent -> domain: 'text'",
                        "string -> Uint8Array",
                        "primaryKey: absent -> 'text'",
                        "name: ... -> absent",
                        "absent -> ?",
                        "absent -> hasDefault: true",
                        "absent -> hasMany",
                        "absent -> hasMany: {...}",
                        "absent -> import type {...} from 'text';",
                        "absent -> uniqueKeys: [...]",
                        "absent -> inherits: 'text'",
                        "order",
                        "absent -> ,")
                .containsEntry("string -> 'text' | ...", 3L)
                .containsEntry("absent -> uniqueKeys: [...]", 2L);
        assertThat(found.stream().map(Discrepancy::fingerprint).collect(Collectors.toSet()))
                .as("all classes, the two cosmetic ones included")
                .hasSize(25);
    }

    @Test
    void leaveTheCriticalOnesWhenTheCosmeticOnesAreHidden() {
        TextTolerance hiding = TextTolerance.EXACT
                .naming(ModelFiles.WORDS)
                .ignoringWhitespace()
                .ignoringComments()
                .ignoringTimestamps();
        sakila.legacy().forEach((path, text) -> {
            FileTree legacy = FileTree.of(Map.of(path, text));
            FileTree replacement = FileTree.of(Map.of(path, sakila.replacement().get(path)));
            List<Discrepancy> critical = FILES.compare(legacy, replacement).discrepancies().stream()
                    .filter(one -> one.severity() == Severity.CRITICAL)
                    .toList();

            assertThat(new FilesComparator(hiding).compare(legacy, replacement).discrepancies())
                    .as(path)
                    .isEqualTo(critical);
        });
    }

    @Test
    void nameTheDifferencesThatOnlyOtherSchemasHave() {
        assertThat(changes(differences(Generated.of(Schemas.onPostgres(MORE))), Severity.CRITICAL))
                .hasSizeLessThanOrEqualTo(18)
                .containsKeys(
                        "any -> unknown",
                        "number -> unknown",
                        "absent -> computed: true",
                        "foreignKey: absent -> 'text'",
                        "references: absent -> 'text'",
                        "name -> name",
                        "absent -> name: belongsTo...");
    }

    @Test
    void holdNoNameOfTheDatabase() {
        DatabaseSchema secret = Schemas.onH2("""
                create domain zqdomain as integer check (value > 0);
                create table zqparent (zqa int, zqb int, zqname varchar not null unique, primary key (zqa, zqb));
                create table zqchild (
                  zqid int generated always as identity primary key, zqa int, zqb int, zqmother_id int,
                  "zqmother id" int,
                  zqsize int default 1 not null, zqtwice int generated always as (zqsize * 2),
                  zqat timestamp, zqmood enum('zqhappy', 'zqsad') not null, zqlist enum('zq1', 'zq2') array,
                  zqnumber zqdomain, zqdata json, zqbytes blob, "zq odd" bigint not null,
                  foreign key (zqa, zqb) references zqparent (zqa, zqb),
                  constraint zqm1 foreign key (zqmother_id) references zqchild (zqid),
                  constraint zqm2 foreign key ("zqmother id") references zqchild (zqid))
                """);

        List<Discrepancy> found = differences(Generated.of(secret));

        assertThat(found).hasSizeGreaterThan(30).allSatisfy(one -> {
            assertThat(one.shape().change()).doesNotContainIgnoringCase("zq");
            assertThat(one.shape().place()).isEqualTo("*.ts");
            assertThat(one.message()).doesNotContainIgnoringCase("zq");
        });
    }

    @Test
    void areTheSameOnEveryDatabase() {
        assertThat(fingerprints(sakila)).containsAll(fingerprints(chinook));
    }

    private static Set<Fingerprint> fingerprints(Generated generated) {
        return differences(generated).stream().map(Discrepancy::fingerprint).collect(Collectors.toSet());
    }
}
