package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and URLs that somebody mistyped, or chose to do harm: each is refused in words, and nothing is applied. */
class DbHostileInputTest {

    private static final String SECRET = "s3-cret";

    @TempDir
    Path directory;

    private DbKit shop;

    @BeforeEach
    void oneMigrationIsPending() {
        shop = DbKit.onPostgres(directory).with("1_a", "create table a (id int);", "drop table a;");
    }

    private Result refused(int exit, Result result) {
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotBlank().doesNotContain("\tat ", "unexpectedly", "\\u000a", SECRET);
        assertThat(shop.rows("select to_regclass('a')"))
                .as("nothing is applied")
                .containsExactly("null");
        assertThat(shop.tracked()).isEmpty();
        return result;
    }

    static Stream<Arguments> schemas() {
        String none = "cannot apply migrations: schema %s does not exist";
        String rule = "schema must be 1 to 63 characters without control characters, but was ";
        return Stream.of(
                Arguments.of("", 2, rule + "empty"),
                Arguments.of(" ", 2, rule),
                Arguments.of("a\u0000b", 2, rule),
                Arguments.of("x".repeat(64), 2, rule),
                Arguments.of("absent", 1, none.formatted("absent")),
                Arguments.of("PUBLIC", 1, none.formatted("PUBLIC")),
                Arguments.of("public,pg_catalog", 1, none.formatted("public,pg_catalog")),
                Arguments.of("x\"; drop schema public; --", 1, none.formatted("x\"; drop schema public; --")),
                Arguments.of("pg_catalog", 2, "schema must be one that is not of the server itself, but was pg_cat"),
                Arguments.of("information_schema", 2, "schema must be one that is not of the server itself"));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void namesOfSchemas(String name, int exit, String told) {
        assertThat(refused(exit, shop.db("up", "--schema", name)).err()).contains(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Schema", "x;drop table a", "\"x\"", "a\u0000b", "1x", "public.x"})
    void namesOfTrackingTables(String name) {
        assertThat(refused(2, shop.db("up", "--tracking-table", name)).err())
                .startsWith("table must be 1 to 63 lower-case letters, digits and underscores, but was ");
        refused(2, shop.db("status", "--tracking-table", "x".repeat(64)));
    }

    @Test
    void aTableOfSomebodyElseForTheTrackingTable() {
        shop.sql("create table notes (body text)");
        for (String[] words : List.of(new String[] {"up"}, new String[] {"status"}, new String[] {"baseline", "1"})) {
            String[] all = Stream.concat(Stream.of(words), Stream.of("--tracking-table", "notes"))
                    .toArray(String[]::new);

            assertThat(refused(2, shop.db(all)).err())
                    .isEqualTo("table must be one that tracks migrations, or is not there yet, but was notes, which"
                            + " is there and has other columns%n".formatted());
        }
        assertThat(shop.rows("select column_name from information_schema.columns where table_name = 'notes'"))
                .as("no column is added to it")
                .containsExactly("body");
    }

    static Stream<Arguments> urls() {
        String away = "the database cannot be reached: ";
        String settings = "--url must be a JDBC URL with user and password as settings: ?user=...&password=***";
        return Stream.of(
                Arguments.of("jdbc:postgresql://localhost:1/x?password=" + SECRET, 7, away + "Connection to localhost"),
                Arguments.of("jdbc:postgresql://localhost:99999/x?password=" + SECRET + " b", 7, away + "Unable to"),
                Arguments.of("jdbc:postgresql://host.invalid/x?user=" + SECRET, 7, "The host is unknown (jdbc:"),
                Arguments.of("jdbc:postgresql://app:" + SECRET + "@localhost/x", 2, settings),
                Arguments.of("jdbc:postgresql://app:a/" + SECRET + "@localhost/x", 2, settings),
                Arguments.of("postgres://app:" + SECRET + "@localhost/x", 2, "--url must be a JDBC URL: jdbc:postgre"),
                Arguments.of("jdbc:h2:tcp://localhost:1/x;PASSWORD=" + SECRET, 7, away + "Connection is broken"),
                Arguments.of("jdbc:h2:mem:x;NOPE=" + SECRET, 7, away + "Unsupported connection setting"),
                Arguments.of("jdbc:sqlite:/proc/absent/x.db?password=" + SECRET, 7, away + "[SQLITE_CANTOPEN]"),
                Arguments.of("jdbc:mysql://db/x?password=" + SECRET, 2, "--url must be a JDBC URL: jdbc:postgre"));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void urls(String url, int exit, String told) {
        String[] words = {"db", "up", "--url", url, "--migrations", shop.folder.toString()};
        String[] asJson = {"db", "up", "--url", url, "--migrations", shop.folder.toString(), "--json"};

        assertThat(refused(exit, shop.kit.run(words)).err()).contains(told);
        Result json = shop.kit.run(asJson);
        assertThat(json.exit()).isEqualTo(exit);
        assertThat(json.err()).isEmpty();
        assertThat(json.json().at("/error/message").asString()).contains(told).doesNotContain(SECRET);
    }

    @Test
    void urlsInTheWrongPlace() {
        String url = "jdbc:postgresql://app:a/%s@localhost/x?password=%s b".formatted(SECRET, SECRET);

        refused(2, shop.db("up", url));
        refused(2, shop.db("up", "--to", url));
        refused(2, shop.db("up", "--urll", url));
        refused(2, shop.db("up", "--urll=" + url));
        refused(2, shop.db("up", "--migration", url, "--tracking-table", url));
    }
}
