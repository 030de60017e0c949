package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the commands answer to people and to programs: both hold the same facts. */
class DbAnswersTest {

    @TempDir
    Path directory;

    private DbKit shop;

    @BeforeEach
    void threeOfWhichOnePointsAtAnother() {
        shop = DbKit.onPostgres(directory)
                .with("1_orders", "create table orders (id int primary key);", "drop table orders;")
                .with("2_items", "create table items (of int references orders (id));", "drop table items;")
                .with("3_notes", "create table notes (id int primary key);", "drop table notes;");
        shop.sql("create schema people", "create schema programs");
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private static void holds(Result text, JsonNode json) {
        List<String> facts =
                json.isContainer() ? json.valueStream().map(JsonNode::asString).toList() : List.of(json.asString());
        assertThat(facts).as(json.toString()).isNotEmpty().doesNotContain("");
        assertThat(text.out()).contains(facts);
    }

    @ParameterizedTest
    @CsvSource({
        "status, /schemas/0/sentence /schemas/0/where /schemas/0/migrations/0/version /schemas/0/migrations/2/standing",
        "plan 1, /schemas/0/rollbacks/0/effects /schemas/0/rollbacks/0/refusals/0/why /schemas/0/warnings",
        "plan --last 1, /schemas/0/rollbacks/0/version /schemas/0/rollbacks/0/name /schemas/0/rollbacks/0/effects",
        "rollback --to 1 --dry-run, /schemas/0/rollbacks/0/effects /schemas/0/rollbacks/0/name /schemas/0/warnings",
        "advise 1, /schemas/0/sentence /schemas/0/evidence",
        "verify, /schemas/0/downs/0/migration /schemas/0/downs/1/migration /schemas/0/notTried",
        "schemas, /schemas/0/where /schemas/0/sentence",
        "validate, /migrations /problems"
    })
    void ofLookingAreTheSameInBothForms(String command, String pointers) {
        shop.with("4_late", "create table late (id int);", "");
        assertThat(shop.db("up", "--to", "2").exit()).isZero();
        shop.sql("insert into orders values (1), (2)");
        shop.delete("3_notes");
        String[] words = command.split(" ", -1);
        Result text = shop.db(words);
        Result json = shop.db(with(words, "--json"));

        assertThat(json.exit()).as(json.err()).isEqualTo(text.exit());
        assertThat(json.lines()).as("one line").hasSize(1);
        assertThat(json.fields()).first().isEqualTo("schemaVersion");
        for (String pointer : pointers.split(" ", -1)) {
            holds(text, json.json().at(pointer));
        }
    }

    @Test
    void ofAFailureInTheMiddleAreTheSameInBothForms() {
        shop.write("2_items.up.sql", "create table items (id int);\n\ninsert into items values ('x');");
        Result text = shop.db("up", "--schema", "people");
        Result json = shop.db("up", "--schema", "programs", "--json");

        assertThat(text.exit()).isEqualTo(1);
        assertThat(json.exit()).isEqualTo(1);
        JsonNode report = json.json().at("/schemas/0");
        assertThat(report.at("/applied/0/migration").asString()).isEqualTo("1_orders");
        assertThat(report.at("/failure/statement").asString()).startsWith("2_items.up.sql:3: insert into items");
        assertThat(report.at("/failure/left").asString()).isEqualTo("all of it was undone");
        assertThat(report.at("/failure/next").asString()).isEqualTo("mend the script and run up again");
        holds(text, report.path("failure"));
        assertThat(text.lines()).first().asString().startsWith("✅ 1_orders (");
        assertThat(text.lines())
                .last()
                .isEqualTo(
                        "1 applied, %d pending".formatted(report.path("pending").asInt()));
        assertThat(shop.rows("select schemaname || tablename from pg_tables where tablename in ('orders', 'items',"
                        + " 'notes') order by 1"))
                .as("the one before stays, nothing of the one that failed, and the one after is not begun")
                .containsExactly("peopleorders", "programsorders");
    }

    @Test
    void ofUpAndRollbackAreTheSameInBothForms() {
        Result up = shop.db("up", "--schema", "people");
        JsonNode upped = shop.db("up", "--schema", "programs", "--json").json().at("/schemas/0");
        assertThat(upped.path("applied")).hasSize(3);
        upped.path("applied").valueStream().forEach(one -> holds(up, one.path("migration")));
        assertThat(upped.path("pending").asInt()).isZero();
        assertThat(shop.db("up", "--schema", "people").lines()).containsExactly("0 applied, 0 pending");

        String[] words = {"rollback", "--last", "2", "--reason", "r", "--confirm", "ROLLBACK", "--schema"};
        Result back = shop.db(with(words, "people"));
        JsonNode backed = shop.db(with(words, "programs", "--json")).json().at("/schemas/0");
        assertThat(back.exit()).isZero();
        assertThat(backed.path("rolledBack")
                        .valueStream()
                        .map(one -> one.path("schema").asString()))
                .containsExactly("identical", "identical");
        backed.path("rolledBack").valueStream().forEach(one -> holds(back, one.path("migration")));
        assertThat(back.lines()).hasSize(2).allMatch(line -> line.endsWith("the schema is what it was before it"));
        assertThat(backed.path("failed")).isEmpty();
    }

    @Test
    void ofNewAndItsFilesAreTheSameInBothForms() {
        Result json = shop.offline("new", "more", "--json");
        Result text = shop.offline("new", "even_more");

        assertThat(json.json().path("version").asString()).isEqualTo("4");
        json.json()
                .path("files")
                .valueStream()
                .forEach(file -> assertThat(Path.of(file.asString())).exists());
        assertThat(text.lines())
                .containsExactly(
                        shop.folder.resolve("5_even_more.up.sql").toString(),
                        shop.folder.resolve("5_even_more.down.sql").toString());
    }

    @Test
    void ofBaselineAndRepairAreTheSameInBothForms() {
        Result taken = shop.db("baseline", "2", "--json");
        assertThat(taken.json().at("/schemas/0/versions").valueStream().map(JsonNode::asString))
                .containsExactly("1", "2");
        assertThat(shop.tracked()).containsExactly("1", "2");
        Result unknown = shop.db("repair", "3", "--as", "pending", "--reason", "r");
        assertThat(unknown.exit()).as("before anybody is asked").isEqualTo(2);
        assertThat(unknown.err()).isEqualTo("VERSION must be one that is tracked: [1, 2], but was 3%n".formatted());

        Result repaired = shop.db("repair", "2", "--as", "pending", "--reason", "r", "--yes", "--json");
        assertThat(repaired.fields()).containsExactly("schemaVersion", "version", "as", "schemas");
        assertThat(shop.tracked()).containsExactly("1");
        assertThat(shop.db("repair", "1", "--as", "pending", "--reason", "r", "--yes")
                        .lines())
                .containsExactly("1 is taken for pending");
    }

    @Test
    void ofTheHookAreTheSameInBothForms() throws Exception {
        Files.createDirectories(directory.resolve(".git"));
        Path file = directory.resolve(".git/hooks/post-checkout");

        assertThat(shop.offline("hook", "install", "--json")
                        .json()
                        .path("changed")
                        .asBoolean())
                .isTrue();
        assertThat(Files.isExecutable(file)).isTrue();
        assertThat(shop.offline("hook", "install", "--json")
                        .json()
                        .path("changed")
                        .asBoolean())
                .isFalse();
        assertThat(shop.offline("hook", "remove").lines()).containsExactly(file + " is removed");
    }

    @Test
    void nameTheCommandsOfTheGroup() {
        Result group = shop.kit.bare("db");

        assertThat(group.exit()).isEqualTo(2);
        assertThat(group.err()).contains("Commands:", "  generate-down", "  rollback", "  hook");
        assertThat(shop.kit.bare("state").err()).contains("Commands:", "  export");
    }
}
