package dev.switchback.schema.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.down.TestDatabase;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.state.Attribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL 15 knew of a schema is what a rollback on PostgreSQL 18 has to go by, after a major upgrade. */
class ServerUpgradeTest {

    private static final String LOOK = "hash_before, hash_after, snapshot_before, touched, server_version";

    @TempDir
    Path folder;

    private SchemaMigrations applied(TestDatabase database, String up, String down) throws Exception {
        Files.writeString(folder.resolve("1_change.up.sql"), up);
        Files.writeString(folder.resolve("1_change.down.sql"), down);
        try (Connection connection = database.open()) {
            TestDatabase.run(
                    connection,
                    "create table t (id int primary key, code text not null, note text)",
                    "create view v as select id from t");
        }
        SchemaMigrations migrations = new SchemaMigrations(SchemaTarget.of("shop", database::open), folder);
        assertThat(migrations.up(UpOptions.all()).failure()).isEmpty();
        return migrations;
    }

    /** The table is what comes over with the data. */
    private static void takeOver(TestDatabase old, TestDatabase now) throws SQLException {
        try (Connection from = old.open();
                Connection to = now.open();
                Statement question = from.createStatement();
                ResultSet row = question.executeQuery("select %s from schema_migrations".formatted(LOOK));
                PreparedStatement update = to.prepareStatement(
                        "update schema_migrations set (%s) = row (?, ?, ?, ?, ?)".formatted(LOOK))) {
            row.next();
            for (int column = 1; column <= 5; column++) {
                update.setString(column, row.getString(column));
            }
            update.executeUpdate();
        }
    }

    private RolledBack upgradedAndRolledBack(String up, String down) throws Exception {
        try (TestDatabase old = TestDatabase.onOldest();
                TestDatabase now = TestDatabase.onNewest()) {
            applied(old, up, down);
            SchemaMigrations migrations = applied(now, up, down);
            takeOver(old, now);
            RollbackOptions options =
                    RollbackOptions.by(new Attribution("ada", "a test", "api")).confirmed();
            assertThat(migrations.plan(new Selection.Last(1), options).warnings())
                    .anyMatch(warning -> warning.contains("the server was another version then"));
            return migrations.rollback(new Selection.Last(1), options);
        }
    }

    @Test
    void restoresAColumnThatIsNotNull() throws Exception {
        RolledBack back = upgradedAndRolledBack(
                "alter table t drop column code; alter table t add column fresh int;",
                "alter table t drop column fresh; alter table t add column code text not null;");

        assertThat(back.failed()).isEmpty();
        assertThat(back.done()).extracting(RolledBack.One::schema).containsExactly(Verdict.EQUIVALENT);
    }

    @Test
    void stillRefusesADownThatForgetsNotNull() throws Exception {
        RolledBack back =
                upgradedAndRolledBack("alter table t drop column code;", "alter table t add column code text;");

        assertThat(back.done()).isEmpty();
        assertThat(back.failed()).singleElement().asString().contains("not null is not set, not yes");
    }

    @Test
    void saysThatNobodyKnowsWhereADefinitionIsWrittenInAnotherWay() throws Exception {
        RolledBack back = upgradedAndRolledBack("drop view v;", "create view v as select id from t;");

        assertThat(back.failed()).isEmpty();
        assertThat(back.done()).extracting(RolledBack.One::schema).containsExactly(Verdict.UNKNOWN);
        assertThat(back.done().get(0).differences())
                .first()
                .asString()
                .isEqualTo("the server was version 15 when the migration ran and is 18 now,"
                        + " which writes these in another way");
    }
}
