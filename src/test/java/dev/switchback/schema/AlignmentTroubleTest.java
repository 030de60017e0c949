package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.Repair;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.RolledBack.NotDone;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way when the alignment of tables is rolled back, and the way out of it. */
class AlignmentTroubleTest {

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void goUpWithData() throws IOException {
        shop = Alignment.applied(folder);
    }

    private NotDone notDone() {
        RolledBack back = Alignment.rollback(shop, Alignment.OPTIONS);
        assertThat(back.done()).isEmpty();
        return back.failed().get(0);
    }

    private List<String> tables() {
        return shop.rows("select tablename from pg_tables where schemaname = 'public'"
                + " and tablename not like 'schema_migrations%' order by 1");
    }

    @Test
    void alreadyPartlyRolledBackIsSaidAndCanBeEndedByHand() throws IOException {
        List<String> steps = Alignment.stepsByHand();
        shop.run(steps.get(0));

        SchemaPlan plan = shop.migrations().plan(new Selection.Only(Alignment.VERSION), Alignment.OPTIONS);
        assertThat(plan.warnings())
                .anyMatch(warning -> warning.startsWith("the schema is not what " + Alignment.VERSION));
        NotDone failed = notDone();
        assertThat(failed.why()).isEqualTo("index \"codebase_snapshots_codebase_id_index\" does not exist");
        assertThat(failed.next()).startsWith("nothing was changed: mend the cause, or the down");
        assertThat(tables()).contains("detection_events", "git_agent_sessions");

        shop.run(steps.get(1), steps.get(2));
        shop.migrations().repair(Alignment.VERSION, Repair.PENDING);
        assertThat(shop.standings()).contains(Alignment.VERSION + " pending");
        assertThat(tables()).containsExactly("detection_events", "git_commits", "git_sessions", "technology_knowledge");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        assertThat(Alignment.rollback(shop, Alignment.OPTIONS).failed()).isEmpty();
    }

    @Test
    void whatOnlyNewColumnsHoldIsCountedAndKeptOnRequest() {
        shop.run(
                "insert into codebase_snapshots (id, codebase_id, snapshot_id, features, inserted_at, updated_at)"
                        + " values (gen_random_uuid(), 'shop', 7, '{\"login\": true}', now(), now())",
                "insert into git_agent_sessions (id, agent_id, correlation_id, inserted_at, updated_at)"
                        + " values (gen_random_uuid(), 'agent 7', 'c-7', now(), now())");

        assertThat(Alignment.plan(shop).effects())
                .contains(
                        "DROP COLUMN public.codebase_snapshots.codebase_id (with 1 values)",
                        "DROP COLUMN public.git_agent_sessions.correlation_id (with 1 values)");
        assertThat(Alignment.plan(shop).warnings())
                .contains("public.git_agent_sessions.branch becomes NOT NULL again, and is null in 1 row: if the down"
                        + " does not mend that, all of it is undone");
        RolledBack.One back = Alignment.rollback(shop, Alignment.OPTIONS.keepingTrash())
                .done()
                .get(0);

        assertThat(back.schema()).isEqualTo(Verdict.EQUIVALENT);
        assertThat(shop.rows("select event_type from detection_events where metadata = '{}'"))
                .as("nobody knew better")
                .containsExactly("unknown");
        assertThat(shop.rows("select branch_name || ' ' || status from git_sessions where session_type = 'unknown'"))
                .containsExactly("unknown unknown");
        String kept = shop.rows("select format('%I.%I', schemaname, tablename) from pg_tables"
                        + " where schemaname = 'rollback_trash' and tablename like '%codebase_id'")
                .get(0);
        assertThat(shop.rows("select concat_ws(' ', codebase_id, snapshot_id, features) from " + kept))
                .containsExactly("shop 7 {\"login\": true}");
        shop.migrations().up(UpOptions.all());
        assertThat(shop.rows("select count(codebase_id) from codebase_snapshots"))
                .as("going up again does not bring it back")
                .containsExactly("0");
    }

    @Test
    void aForeignKeyInTheWayIsNamedAndNothingIsChanged() {
        shop.run("alter table git_commits add column agent_id varchar(255)"
                + " constraint git_commits_agent_id_fkey references git_agent_sessions (agent_id)");

        assertThat(Alignment.plan(shop).effects()).contains("Affect foreign keys in: public.git_commits");
        NotDone failed = notDone();
        assertThat(failed.why()).contains("constraint git_commits_agent_id_fkey on table git_commits depends on index");
        assertThat(failed.statement().orElseThrow()).contains("drop index git_agent_sessions_agent_id_index");
        assertThat(shop.standings()).contains(Alignment.VERSION + " failed");
        assertThat(shop.rows("select count(*) from codebase_snapshots")).containsExactly("40");

        shop.run("alter table git_commits drop constraint git_commits_agent_id_fkey");
        assertThat(Alignment.rollback(shop, Alignment.OPTIONS).done())
                .extracting(RolledBack.One::schema)
                .containsExactly(Verdict.EQUIVALENT);
        assertThat(shop.rows("select count(*) from git_commits join git_sessions on git_sessions.id = session_id"))
                .as("the key that was there before is there again")
                .containsExactly("6");
    }

    @Test
    void aForeignKeyThatIsMissingIsFoundOut() {
        shop.run("alter table git_commits drop constraint git_commits_session_id_fkey");

        NotDone failed = notDone();

        assertThat(failed.why())
                .isEqualTo("the schema is not restored: constraint git_commits_session_id_fkey on"
                        + " public.git_commits: is missing");
    }
}
