package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that are not what somebody meant, and scripts in them that cannot be used. */
class DbFoldersTest {

    @TempDir
    Path directory;

    private DbKit shop;

    @BeforeEach
    void twoAreApplied() {
        shop = DbKit.onPostgres(directory)
                .with("1_a", "create table a (id int primary key);", "drop table a;")
                .with("2_b", "create table b (id int references a (id));", "drop table b;");
        assertThat(shop.db("up").exit()).isZero();
    }

    /** {@return what a command did with another folder} */
    private Result elsewhere(String folder, String... words) {
        String[] all = new String[words.length + 5];
        all[0] = "db";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--url";
        all[words.length + 2] = shop.url;
        all[words.length + 3] = "--migrations";
        all[words.length + 4] = directory.resolve(folder).toString();
        return shop.kit.run(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "empty"})
    void doNotMakeEverythingAPhantomUnasked(String folder) throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        Result back = elsewhere(folder, "rollback", "--phantom", "--reason", "a wrong folder");

        assertThat(back.exit()).as(back.out()).isEqualTo(5);
        assertThat(back.err())
                .contains("⚠️ no migration is found in " + directory.resolve(folder))
                .contains("everything that is applied counts as a phantom. Is it the right directory?")
                .endsWith("the rollback was not confirmed. Nothing was changed; --confirm ROLLBACK confirms it where"
                        + " there is no terminal%n".formatted());
        assertThat(shop.rows("select version from schema_migrations order by 1"))
                .containsExactly("1", "2");
        assertThat(elsewhere(folder, "plan", "--phantom").err()).startsWith("⚠️ no migration is found in ");
    }

    @Test
    void areLeftWhereABranchHasNoneIfThatIsConfirmed() {
        Result back =
                elsewhere("absent", "rollback", "--phantom", "--reason", "before the first", "--confirm", "ROLLBACK");

        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(shop.rows("select count(*) from pg_tables where tablename in ('a', 'b')"))
                .containsExactly("0");
    }

    @Test
    void thatCannotBeReadAreNamed() {
        String line = "%s: it is not a directory that can be read".formatted(directory.resolve("absent"));
        Result up = elsewhere("absent", "up");
        Result status = elsewhere("absent", "status");

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.err()).contains(line, "Nothing was run");
        assertThat(status.exit()).isEqualTo(3);
        assertThat(status.err()).isEqualTo("❌ %s%n".formatted(line));
        assertThat(elsewhere("absent", "status", "--json")
                        .json()
                        .at("/problems/0")
                        .asString())
                .isEqualTo(line);
        assertThat(elsewhere("absent", "validate").lines()).containsExactly("❌ " + line, "0 migrations, 1 problem");
        assertThat(elsewhere("absent", "generate-down", "--all").exit()).isEqualTo(1);
        assertThat(elsewhere("absent", "generate-down", "--all").out()).isEmpty();
    }

    @Test
    void areNotNeededToTakeBackWhatIsApplied() {
        Result back = elsewhere("absent", "rollback", "2", "--reason", "any checkout will do");

        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(shop.rows("select version from schema_migrations")).containsExactly("1");
    }

    @Test
    void withAScriptThatCannotBeUsedAreToldOfByEveryCommandThatLooksAtAll() throws IOException {
        shop.with("3_c", "create table c (id int);", "drop table c;");
        Files.write(shop.folder.resolve("3_c.up.sql"), "-- für".getBytes(StandardCharsets.ISO_8859_1));
        String line = "3_c.up.sql:1: it is not UTF-8: see byte 4 of the file";

        Result status = shop.db("status");
        assertThat(status.exit()).isEqualTo(3);
        assertThat(status.err()).isEqualTo("❌ %s%n".formatted(line));
        assertThat(status.out()).contains("2 applied, 0 pending");
        assertThat(shop.db("status", "--json").json().at("/problems/0").asString())
                .isEqualTo(line);
        Result verify = shop.db("verify");
        assertThat(verify.exit()).isEqualTo(1);
        assertThat(verify.err()).contains(line);
        assertThat(verify.out()).contains("2 downs tried, none failed");
        assertThat(shop.db("generate-down", "--all").exit()).isEqualTo(1);
        assertThat(shop.db("plan", "--phantom").lines()).containsExactly("nothing is to be rolled back");
    }

    @Test
    void sayWhichDownsWereNotTried() {
        shop.with("3_c", "create table c (id int);", "");
        Result verify = shop.db("verify", "--json");

        assertThat(verify.json().at("/schemas/0/notTried/0").asString()).isEqualTo("3_c");
        assertThat(verify.exit()).as("unproven does not look proven").isEqualTo(3);
        assertThat(shop.db("verify").lines()).last().isEqualTo("not tried, for want of a down: 3_c");
        assertThat(shop.db("verify", "3").exit()).isEqualTo(3);
        assertThat(shop.db("verify", "2").exit()).isZero();
    }

    @Test
    void sayWhichDownsAreNotProven() {
        shop.with("3_c", "insert into a values (1);", "select 'nothing';")
                .with("4_d", "update a set id = 2;", "update a set id = 1;")
                .with("5_e", "drop table b;", "");
        assertThat(shop.db("up", "--to", "4").exit()).isZero();
        Result verify = shop.db("verify");

        assertThat(verify.exit()).isEqualTo(3);
        assertThat(verify.out())
                .contains("⬜ 3_c: its down restores the schema, but NOT the rows (", "⬜ 4_d: its down is not proven (")
                .contains("2 downs tried, none failed, 2 not proven");
        assertThat(shop.db("status").lines())
                .as("what was not seen is not kept as if it had been")
                .filteredOn(line -> line.endsWith("rollback verified)"))
                .hasSize(2);

        shop.with("5_e", "drop table b;", "select 'nothing';");
        assertThat(shop.db("verify").exit()).as("a failure says more").isEqualTo(1);
    }
}
