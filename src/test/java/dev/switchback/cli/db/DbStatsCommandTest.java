package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DbStatsCommandTest {

    @TempDir
    Path directory;

    private DbKit shop(String database) {
        return DbKit.on(database, directory)
                .with("1_tenants", "create table tenants (id int);", "drop table tenants;")
                .with("2_orders", "create table orders (id int);", "drop table orders;");
    }

    private void checkOut(String branch) throws IOException {
        Files.createDirectories(directory.resolve(".git"));
        Files.writeString(directory.resolve(".git/HEAD"), "ref: refs/heads/%s\n".formatted(branch));
    }

    /** Applies what is pending, and takes some of it back a minute later. */
    private static Result upAndBack(DbKit shop, String... selection) {
        assertThat(shop.db("up").exit()).isZero();
        shop.clock.advance(Duration.ofMinutes(1));
        return shop.db(Stream.of(
                        Stream.of("rollback"),
                        Stream.of(selection),
                        Stream.of("--reason", "wrong totals", "--confirm", "ROLLBACK"))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    /** {@return what the command says, which is not told of the database} */
    private static Result stats(DbKit shop, String... options) {
        return shop.kit.run(
                Stream.concat(Stream.of("db", "stats"), Stream.of(options)).toArray(String[]::new));
    }

    private static List<String> each(JsonNode list, String name) {
        return list.valueStream().map(one -> one.path(name).asString()).toList();
    }

    private DbKit withRollbacks(String database) throws IOException {
        DbKit shop = shop(database);
        checkOut("main");
        Result all = upAndBack(shop, "--all", "--force"); // H2 takes no down that nobody has tried
        assertThat(all.exit()).as(all.err()).isZero();
        checkOut("feature/orders");
        assertThat(upAndBack(shop, "--last", "1", "--force").exit()).isZero();
        assertThat(upAndBack(shop, "--last", "1", "--force").exit()).isZero();
        return shop;
    }

    @Test
    void saysThatNothingIsRecorded() {
        DbKit shop = shop("sqlite");
        Result none = stats(shop);

        assertThat(none.exit()).isZero();
        assertThat(none.lines()).containsExactly("no rollback of a migration is recorded");
        assertThat(stats(shop, "--json").out().strip())
                .isEqualTo("{\"schemaVersion\":1,\"migration\":\"active-models\",\"since\":null,\"attempts\":0,"
                        + "\"migrations\":[],\"branches\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2"})
    void ranksMigrationsAndBranches(String database) throws IOException {
        Result stats = stats(withRollbacks(database), "--json");
        JsonNode migrations = stats.json().path("migrations");
        JsonNode branches = stats.json().path("branches");

        assertThat(stats.exit()).isZero();
        assertThat(each(migrations, "migration")).containsExactly("2_orders", "1_tenants");
        assertThat(each(migrations, "rollbacks")).containsExactly("3", "1");
        assertThat(each(migrations, "failed")).containsExactly("0", "0");
        assertThat(migrations.get(0).path("branches").valueStream().map(JsonNode::asString))
                .containsExactly("main", "feature/orders");
        assertThat(each(branches, "branch")).containsExactly("feature/orders", "main");
        assertThat(each(branches, "rollbacks")).containsExactly("2", "2");
        assertThat(each(branches, "migrations")).containsExactly("1", "2");
        assertThat(migrations.get(0).propertyNames())
                .containsExactly(
                        "version",
                        "migration",
                        "where",
                        "rollbacks",
                        "failed",
                        "last",
                        "medianMillis",
                        "totalMillis",
                        "branches");
        assertThat(migrations.get(0).path("totalMillis").asLong())
                .isGreaterThanOrEqualTo(migrations.get(0).path("medianMillis").asLong());
    }

    @Test
    void showsBothAsTables() throws IOException {
        List<String> lines = stats(withRollbacks("sqlite")).lines();

        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).startsWith("migration  rollbacks  failed  last");
        assertThat(lines.get(1)).matches("2_orders +3 +0 +2\\S+Z +\\d+ +\\d+ +main, feature/orders");
        assertThat(lines.get(4)).startsWith("branch ");
        assertThat(lines.get(5)).startsWith("feature/orders ");
    }

    @Test
    void countsWhatFailedApart() throws IOException {
        DbKit shop = DbKit.on("sqlite", directory).with("1_a", "create table a (id int);", "drop table absent;");
        checkOut("main");

        assertThat(upAndBack(shop, "1").exit()).as("its down is wrong").isEqualTo(1);
        JsonNode first = stats(shop, "--json").json().path("migrations").get(0);
        assertThat(first.path("rollbacks").asLong()).isZero();
        assertThat(first.path("failed").asLong()).isEqualTo(1);
        assertThat(first.path("medianMillis").isNull()).isTrue();
        assertThat(first.path("branches").get(0).asString()).isEqualTo("main");
    }

    @Test
    void doesNotCountATryOut() {
        DbKit shop = shop("sqlite");

        assertThat(upAndBack(shop, "--all", "--dry-run").exit()).isZero();
        assertThat(stats(shop).lines()).containsExactly("no rollback of a migration is recorded");
    }

    @Test
    void looksBackAsFarAsItIsTold() throws IOException {
        DbKit shop = withRollbacks("sqlite");
        shop.clock.advance(Duration.ofDays(1));

        assertThat(stats(shop, "--since", "23h").lines()).containsExactly("no rollback of a migration is recorded");
        assertThat(stats(shop, "--since", "24h", "--json")
                        .json()
                        .path("attempts")
                        .asLong())
                .as("the last one was a day ago")
                .isEqualTo(1);
        assertThat(stats(shop, "--since", "2d", "--json")
                        .json()
                        .path("attempts")
                        .asLong())
                .isEqualTo(4);
        assertThat(each(stats(shop, "--limit", "1", "--json").json().path("migrations"), "migration"))
                .containsExactly("2_orders");
    }

    @Test
    void leavesTheHistoryOfPeopleAlone() throws IOException {
        DbKit shop = withRollbacks("sqlite");

        assertThat(shop.kit.run("history").out()).doesNotContain("SCHEMA_ROLLBACK");
        assertThat(shop.kit.run("history", "--type", "schema_rollback_executed").lines())
                .hasSize(5);
        assertThat(shop.kit.run("history", "verify").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --limit | 0           | from 1 to 10000
            --limit | -1          | from 1 to 10000
            --limit | 10001       | from 1 to 10000
            --limit | 1.5         | from 1 to 10000
            --since | 3weeks      | a whole number of s, m, h or d from 1s to 36500d, such as 2h, or an instant such as 2026-11-21T08:00:00Z
            --since | -1d         | a whole number of s, m, h or d from 1s to 36500d, such as 2h, or an instant such as 2026-11-21T08:00:00Z
            --since | 0d          | a whole number of s, m, h or d from 1s to 36500d, such as 2h
            --since | tomorrow    | a whole number of s, m, h or d from 1s to 36500d, such as 2h, or an instant such as 2026-11-21T08:00:00Z
            """)
    void refusesWhatItCannotRead(String option, String value, String rule) {
        Result wrong = stats(shop("sqlite"), option + "=" + value);

        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err().strip()).isEqualTo("%s must be %s, but was %s".formatted(option, rule, value));
    }
}
