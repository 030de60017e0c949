package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan says of the data is never that none is affected where some is gone, or may be. */
class PlannedDataTest {

    @TempDir
    Path folder;

    private PlannedRollback plan(Shop shop, String up, String down, String... since) {
        shop.with("1_change", up, down);
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        shop.run(since);
        return shop.migrations()
                .plan(new Selection.Last(1), RollbackOptions.by(Shop.ADA))
                .rollbacks()
                .get(0);
    }

    private Shop shop(String type, String value) {
        Shop shop = Shop.onPostgres(folder);
        shop.run("create table t (c %s)".formatted(type), "insert into t values (%s)".formatted(value));
        return shop;
    }

    private PlannedRollback retyped(Shop shop, String from, String to, String... since) {
        String change = "alter table t alter column c type %s;";
        return plan(shop, change.formatted(to), change.formatted(from), since);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "date | timestamp with time zone | '2026-01-01' | '2026-01-01 12:30:00+00'",
                "numeric(10,2) | numeric(12,4) | 1.25 | 1.2345",
                "real | double precision | 0.5 | 0.123456789012345",
                "integer | numeric | 1 | 1.5"
            })
    void countsTheValuesThatTheDownRounds(String from, String to, String old, String written) {
        Shop shop = shop(from, old);
        PlannedRollback plan = retyped(shop, from, to, "insert into t values (%s), (%s)".formatted(written, old));

        assertThat(plan.data()).isEqualTo(DataVerdict.LOST);
        assertThat(plan.rows()).isOne();
        assertThat(plan.effects()).anyMatch(effect -> effect.endsWith("(1 values are others then)"));
        assertThat(plan.isDestructive()).isTrue();
        assertThat(plan.refusals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "numeric(10,2) | numeric(12,4) | 1.25",
                "integer | numeric(12,2) | 1",
                "integer | bigint | 1",
                "character varying(5) | text | 'five'",
                "bigint | integer | 1",
            })
    void affectsNoneWhereEveryValueComesBack(String from, String to, String value) {
        PlannedRollback plan = retyped(shop(from, value), from, to);

        assertThat(plan.data()).isEqualTo(DataVerdict.NONE_AFFECTED);
        assertThat(plan.refusals()).as("no obstacle is invented").isEmpty();
    }

    @Test
    void losesWhatTheUpHasRounded() {
        PlannedRollback plan = retyped(shop("numeric(12,4)", "1.2345"), "numeric(12,4)", "numeric(10,2)");

        assertThat(plan.data()).isEqualTo(DataVerdict.LOST);
        assertThat(plan.effects()).anyMatch(effect -> effect.contains("what the migration took of its values is gone"));
    }

    @Test
    void losesHowFarASequenceHadCounted() {
        Shop shop = shop("int", "1");
        shop.run("create sequence numbers", "select nextval('numbers')");

        assertThat(plan(shop, "drop sequence numbers;", "create sequence numbers;")
                        .data())
                .isEqualTo(DataVerdict.LOST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"drop table t, create table t (c int)", "select wipe()"})
    void knowsNothingOfRowsThatWereReplaced(String up) {
        Shop shop = shop("int", "1");
        shop.run("create function wipe() returns void language sql as 'delete from t'");
        String script = up.replace(", ", ";") + ";";

        assertThat(plan(shop, script, "alter table t drop column if exists d;").isDestructive())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter type mood set schema apart; | alter type apart.mood set schema public;",
                "alter extension citext set schema apart; | alter extension citext set schema public;",
                "do $$ begin alter type mood rename to humour; end $$; | alter type humour rename to mood;"
            })
    void affectsNoneWhereATypeOnlyHasAnotherName(String up, String down) {
        Shop shop = shop("int", "1");
        shop.run(
                "create schema apart",
                "create extension citext",
                "create type mood as enum ('good')",
                "create table u (m mood, c citext)",
                "insert into u values ('good', 'x')");
        PlannedRollback plan = plan(shop, up, down);

        assertThat(plan.refusals()).as("no obstacle is invented").isEmpty();
        assertThat(plan.data()).isEqualTo(DataVerdict.NONE_AFFECTED);
    }

    @Test
    void isSureOfATableThatCameWithTheUp() {
        String up =
                "drop table if exists fresh; create table fresh (i int); create table stage (i int); drop table stage;";

        assertThat(plan(shop("int", "1"), up, "drop table fresh;").data()).isEqualTo(DataVerdict.NONE_AFFECTED);
    }
}
