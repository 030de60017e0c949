package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of the commands about database migrations, each with what it must not be. */
class DbBadInputTest {

    private static final List<String> NO_VERSIONS = List.of("", "absent", "1; drop table x", "9", "a\u001b");
    private static final List<String> NO_REASONS = List.of("", " ", "a\nb", "x".repeat(1_001));
    private static final List<String> NO_SCHEMAS = List.of("", " ", "a\u0000b", "x".repeat(64));

    @TempDir
    Path directory;

    static Stream<List<String>> badCommandLines() {
        return Stream.of(
                        each(List.of("", "x", "jdbc:", "jdbc:oracle:x", "postgres://h/d"), "status", "--url", "?"),
                        each(List.of("", " ", "a\u0000b"), "status", "--migrations", "?"),
                        each(NO_SCHEMAS, "plan", "--last", "1", "--schema", "?"),
                        each(List.of("", "A-B", "x y", "x\"", "x".repeat(64)), "status", "--tracking-table", "?"),
                        each(List.of("", "2", "-1s", "61m", "2w", "never"), "up", "--lock-timeout", "?"),
                        each(NO_VERSIONS, "up", "--to", "?"),
                        each(List.of("", "Down", "retry"), "up", "--on-failure", "?"),
                        each(NO_VERSIONS, "rollback", "?", "--reason", "r"),
                        each(NO_VERSIONS, "rollback", "--to", "?", "--reason", "r"),
                        each(List.of("", "0", "-1", "1.5", "all"), "rollback", "--last", "?", "--reason", "r"),
                        each(
                                List.of("", "rollback", "yes"),
                                "rollback",
                                "--last",
                                "1",
                                "--reason",
                                "r",
                                "--confirm",
                                "?"),
                        each(NO_REASONS, "rollback", "--last", "1", "--reason", "?"),
                        each(List.of("", "a\u0000b"), "rollback", "--last", "1", "--reason", "r", "--backup", "?"),
                        each(List.of("", "x\ny"), "rollback", "--last", "1", "--reason", "r", "--operator", "?"),
                        each(NO_VERSIONS, "plan", "?"),
                        each(NO_VERSIONS, "verify", "?"),
                        each(NO_VERSIONS, "advise", "?"),
                        each(NO_VERSIONS, "generate-down", "?"),
                        each(NO_VERSIONS, "baseline", "?"),
                        each(NO_VERSIONS, "repair", "?", "--as", "pending", "--reason", "r", "--yes"),
                        each(List.of("", "Applied", "done"), "repair", "1", "--as", "?", "--reason", "r", "--yes"),
                        each(NO_REASONS, "repair", "1", "--as", "pending", "--yes", "--reason", "?"),
                        each(List.of("", "up", "Install"), "hook", "?"),
                        each(List.of("", "../x", "a b", "a\u0000", "x".repeat(201)), "new", "?"),
                        each(List.of("", "a.b.c.d", "\"open"), "new", "x", "--table", "?"),
                        each(List.of("", "mysql", "PostgreSQL"), "validate", "--dialect", "?"))
                .flatMap(lines -> lines);
    }

    static Stream<List<String>> badShapes() {
        return Stream.of(
                        "",
                        "rollback",
                        "rollback --last 1",
                        "rollback 1 --last 1 --reason r",
                        "rollback --all --phantom --reason r",
                        "plan",
                        "plan 1 2",
                        "advise",
                        "baseline",
                        "repair 1 --reason r",
                        "repair 1 --as file",
                        "generate-down",
                        "generate-down 1 --all",
                        "generate-down --all --force",
                        "generate-down 1 --schemas a,b",
                        "hook",
                        "new",
                        "status extra",
                        "status --dialect sqlite",
                        "up --reason r",
                        "stauts")
                .map(line -> Arrays.asList(line.split(" ", -1)))
                .map(words -> words.equals(List.of("")) ? List.of() : words);
    }

    private static Stream<List<String>> each(List<String> values, String... template) {
        return values.stream()
                .map(value -> Arrays.stream(template)
                        .map(word -> word.equals("?") ? value : word)
                        .toList());
    }

    private DbKit shop() {
        DbKit shop = DbKit.on("sqlite", directory).with("1_a", "create table a (id int);", "drop table a;");
        assertThat(shop.db("up").exit()).isZero();
        return shop;
    }

    @ParameterizedTest
    @MethodSource({"badCommandLines", "badShapes"})
    void isRefusedAndChangesNothing(List<String> words) {
        DbKit shop = shop();
        Result result = words.contains("--url") || words.contains("--migrations") || words.contains("validate")
                ? shop.kit.run(Stream.concat(Stream.of("db"), words.stream()).toArray(String[]::new))
                : shop.db(words.toArray(String[]::new));

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotBlank().doesNotContain("\u001b", "\tat ", "unexpectedly");
        assertThat(Files.exists(shop.kit.state())).isFalse();
        assertThat(shop.rows("select version from schema_migrations")).containsExactly("1");
        assertThat(shop.folder.toFile().list()).hasSize(2);
    }

    @Test
    void isAnsweredAsJsonToo() {
        Result result = shop().db("rollback", "7", "--reason", "r", "--json");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.json().path("error").propertyNames())
                .containsExactly("code", "message", "input", "value", "rule");
    }
}
