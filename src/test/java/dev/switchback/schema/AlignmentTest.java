package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.Repair;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.model.UpOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A migration that renames two tables, turns their columns into JSON, and splits a third one: back and forth with data in
 * all three, and what goes wrong on the way.
 */
class AlignmentTest {

    private static final String VERSION = Alignment.VERSION;

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void goUpWithData() throws IOException {
        shop = Alignment.applied(folder);
    }

    private RolledBack.One restored() {
        RolledBack back = Alignment.rollback(shop, Alignment.OPTIONS);
        assertThat(back.failed()).isEmpty();
        return back.done().get(0);
    }

    @Test
    void mapsTheRowsOfAllThreeTablesUp() {
        assertThat(shop.rows("select distinct metadata - 'at' from codebase_snapshots"))
                .containsExactly(
                        "{\"by\": \"night job\", \"detector\": \"scanner\", \"confidence\": 0.25, \"event_type\": \"framework\"}");
        assertThat(shop.rows("select count(*) from git_agent_sessions where meta @> '{\"session_type\": \"feature\"}'"))
                .containsExactly("12");
        assertThat(shop.rows("select count(*) from technology_templates")).containsExactly("3");
        assertThat(shop.rows("select count(*) from technology_patterns")).containsExactly("8");
        assertThat(shop.rows("select to_regclass('technology_knowledge')")).containsExactly("null");
    }

    @Test
    void comesBackButForTheOrderOfColumns() {
        RolledBack.One back = restored();

        assertThat(back.schema()).isEqualTo(Verdict.EQUIVALENT);
        assertThat(back.checks()).hasSize(6).allMatch(check -> check.endsWith(" passed"));
        assertThat(shop.standings()).contains(VERSION + " pending");
        assertThat(shop.rows("select distinct concat_ws(' ', event_type, detector, confidence) from detection_events"))
                .containsExactly("framework scanner 0.25");
        assertThat(shop.rows("select count(*) from detection_events where data = metadata and data ? 'at'"))
                .containsExactly("40");
        assertThat(shop.rows("select concat_ws(' ', session_type, coalesce(base_branch, '-'), status, branch_name,"
                        + " metadata ->> 'agent') from git_sessions where id::text like '%01' or id::text like '%02'"
                        + " order by id"))
                .containsExactly("feature - active branch/1 kim", "feature main active branch/2 kim");
        assertThat(shop.rows("select concat_ws(' ', technology, category, name, description, metadata ->> 'stars')"
                        + " from technology_knowledge where technology = 'tech 5'"))
                .containsExactly("tech 5 framework tech 5 about 5 5");
        assertThat(shop.rows("select count(*) from git_commits join git_sessions on git_sessions.id = session_id"))
                .containsExactly("6");
    }

    @Test
    void goesUpAndDownAgain() {
        restored();
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        assertThat(shop.rows("select count(*) from technology_patterns")).containsExactly("8");
        assertThat(shop.rows("select count(*) from technology_templates"))
                .as("no template came back")
                .containsExactly("0");
        assertThat(restored().schema())
                .as("the columns had changed places before")
                .isEqualTo(Verdict.IDENTICAL);
        assertThat(shop.rows("select count(*) from detection_events where confidence = 0.25"))
                .containsExactly("40");
    }

    @Test
    void isProvenBeforehand() {
        assertThat(shop.migrations().verify(Optional.of(VERSION)))
                .extracting(TriedDown::schema)
                .containsExactly(Verdict.EQUIVALENT);
    }

    @Test
    void saysBeforehandWhatIsLost() {
        PlannedRollback plan = Alignment.plan(shop);

        assertThat(plan.data()).isEqualTo(PlannedRollback.DataVerdict.LOST);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.effects())
                .contains(
                        "DROP TABLE public.technology_templates (containing 3 rows)",
                        "DROP TABLE public.technology_patterns (containing 8 rows)",
                        "DROP TABLE public.git_pending_merges (containing 0 rows)",
                        "RENAME table public.codebase_snapshots back to public.detection_events",
                        "RENAME table public.git_agent_sessions back to public.git_sessions",
                        "RENAME column public.git_agent_sessions.branch back to public.git_sessions.branch_name",
                        "DROP COLUMN public.codebase_snapshots.codebase_id (with 0 values)",
                        "DROP COLUMN public.codebase_snapshots.features (with 40 values)",
                        "DROP COLUMN public.git_agent_sessions.agent_id (with 12 values)",
                        "DROP COLUMN public.git_agent_sessions.meta (with 12 values)",
                        "ADD COLUMN public.detection_events.data (its values went when the migration dropped it;"
                                + " the down computes them anew)",
                        "CREATE TABLE public.technology_knowledge (its rows went when the migration dropped it; the down"
                                + " fills it again, but for antipatterns, best_practices, embedding, examples, template)");
        assertThat(plan.effects())
                .as("what is only renamed is not lost")
                .noneMatch(effect -> effect.startsWith("DROP TABLE public.codebase_snapshots"))
                .noneMatch(effect -> effect.contains("codebase_snapshots.metadata"));
    }

    /** The ways in which the procedure that was published for it does not restore what it says it restores. */
    @Test
    void isNotRestoredByTheProcedureThatWasPublished() throws IOException {
        restored();
        Alignment.copy("alignment-as-written", folder);
        shop.migrations().up(UpOptions.all());

        RolledBack back = Alignment.rollback(shop, Alignment.OPTIONS);

        assertThat(back.done()).isEmpty();
        assertThat(back.failed().get(0).why()).startsWith("the schema is not restored: ");
        assertThat(shop.rows("select count(*) from codebase_snapshots"))
                .as("all of it was undone")
                .containsExactly("40");
        RolledBack.One taken =
                Alignment.rollback(shop, Alignment.OPTIONS.forced()).done().get(0);
        String table = "column public.technology_knowledge.";
        String time = "type is timestamp(6) without time zone, not timestamp(0) without time zone";
        assertThat(taken.schema()).isEqualTo(Verdict.DIFFERENT);
        assertThat(taken.differences())
                .containsExactly(
                        "column public.git_sessions.metadata: default is not set, not '{}'::jsonb",
                        table + "antipatterns: default is ARRAY[]::text[], not ARRAY[]::character varying[]",
                        table + "antipatterns: type is text[], not character varying(255)[]",
                        table + "id: default is gen_random_uuid(), not not set",
                        table + "inserted_at: default is now(), not not set",
                        table + "inserted_at: " + time,
                        table + "updated_at: default is now(), not not set",
                        table + "updated_at: " + time);
    }

    @Test
    void comesBackOnceItsDownIsMended() throws IOException {
        restored();
        Alignment.copy("alignment-as-written", folder);
        shop.migrations().up(UpOptions.all());
        assertThat(Alignment.rollback(shop, Alignment.OPTIONS).done()).isEmpty();

        Alignment.copy("alignment", folder);
        shop.migrations().repair(VERSION, Repair.FILE);

        assertThat(restored().schema()).isEqualTo(Verdict.IDENTICAL);
    }
}
