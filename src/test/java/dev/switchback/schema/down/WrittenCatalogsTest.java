package dev.switchback.schema.down;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SchemaSnapshot.Written;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.run.CatalogWrites;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.track.TrackingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a script that wrote the catalogs alone, no more is looked at than what it wrote, and nothing is overlooked. */
class WrittenCatalogsTest {

    private static final SnapshotScope ALL = SnapshotScope.everything().without(List.of("public.tracked"));
    private static final String VERSION = "1";

    /** Now and then the server itself gathers statistics, in a transaction of its own. */
    private static final int TRIES = 20;

    private final TrackingTable table = new TrackingTable(Dialect.POSTGRESQL, "tracked");
    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.onNewest();
        connection = database.open();
        TestDatabase.run(
                connection,
                "create table tracked (version text primary key)",
                "insert into tracked values ('%s')".formatted(VERSION));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    /** What is known after a script, and what a second look then sees. */
    private record Seen(Optional<Written> written, SchemaSnapshot again, SchemaSnapshot whole) {}

    /** What is done besides. */
    private interface Besides {
        void run() throws SQLException;

        static Besides nothing() {
            return () -> {};
        }
    }

    /** Looks, writes the row, and runs the script, which is undone: a transaction each, as migrations do. */
    private Seen seen(Besides between, Besides during, String... script) throws SQLException {
        connection.setAutoCommit(false);
        TestDatabase.run(connection, "update tracked set version = version");
        CatalogWrites earlier = CatalogWrites.begin(connection, table, VERSION);
        SchemaSnapshot before = SchemaSnapshot.read(connection, ALL);
        Optional<Long> last = earlier.end(connection, Optional.empty()).transaction();
        connection.commit();
        TestDatabase.run(connection, "update tracked set version = version");
        connection.commit();
        between.run();
        CatalogWrites writes = CatalogWrites.begin(connection, table, VERSION);
        TestDatabase.run(connection, script);
        during.run();
        Optional<Written> written = writes.end(connection, last).written();
        SchemaSnapshot again = before.again(connection, written.orElse(null));
        SchemaSnapshot whole = SchemaSnapshot.read(connection, ALL);
        connection.rollback();
        connection.setAutoCommit(true);
        return new Seen(written, again, whole);
    }

    private Seen seenAlone(String... script) throws SQLException {
        Seen seen = seen(Besides.nothing(), Besides.nothing(), script);
        for (int again = 1; again < TRIES && seen.written().isEmpty(); again++) {
            seen = seen(Besides.nothing(), Besides.nothing(), script);
        }
        assertThat(seen.written()).as("what was written alone").isPresent();
        return seen;
    }

    private void assertNothingIsOverlooked(SampleMigration sample) throws SQLException {
        if (!sample.up().transactional() || sample.fails()) {
            return;
        }
        sample.prepare(connection);
        Seen seen = seenAlone(sample.up().statements().toArray(String[]::new));
        assertThat(seen.again().objects()).isEqualTo(seen.whole().objects());
        assertThat(seen.again()).isEqualTo(seen.whole());
        assertThat(seen.again().hash()).isEqualTo(seen.whole().hash());
    }

    @ParameterizedTest
    @MethodSource("dev.switchback.schema.down.SampleMigration#some")
    void overlooksNothing(SampleMigration sample) throws SQLException {
        assertNothingIsOverlooked(sample);
    }

    @Tag("campaign")
    @ParameterizedTest
    @MethodSource("dev.switchback.schema.down.SampleMigration#all")
    void overlooksNothingWhicheverItIs(SampleMigration sample) throws SQLException {
        assertNothingIsOverlooked(sample);
    }

    @Test
    void knowsWhichCatalogsWereWritten() throws SQLException {
        Seen seen = seenAlone("create function one() returns int language sql as 'select 1'");

        assertThat(seen.written().orElseThrow().catalogs()).contains("pg_proc").doesNotContain("pg_class", "pg_type");
    }

    @Test
    void seesNoneInAScriptThatChangesRows() throws SQLException {
        TestDatabase.run(connection, "create table t (id serial primary key)");

        Seen seen = seenAlone("insert into t default values");

        assertThat(seen.written().orElseThrow().catalogs()).isEmpty();
        assertThat(seen.again()).isEqualTo(seen.whole());
    }

    @Test
    void seesWhatASubtransactionWrote() throws SQLException {
        Seen seen = seenAlone("do $$ begin create table t (id int); exception when others then null; end $$");

        assertThat(seen.again()).isEqualTo(seen.whole());
        assertThat(seen.again().get("table public.t")).isNotNull();
    }

    @Test
    void knowsNothingOnceAnotherHasWrittenBetween() throws SQLException {
        try (Connection other = database.open()) {
            Seen seen = seen(
                    () -> TestDatabase.run(other, "create table theirs (id int)"),
                    Besides.nothing(),
                    "create view v as select 1 as one");

            assertThat(seen.written()).isEmpty();
            assertThat(seen.again()).isEqualTo(seen.whole());
            assertThat(seen.again().get("table public.theirs")).isNotNull();
        }
    }

    @Test
    void knowsNothingWhileAnotherHasBegun() throws SQLException {
        try (Connection other = database.open()) {
            other.setAutoCommit(false);
            Seen seen = seen(
                    () -> TestDatabase.run(other, "create table theirs (id int)"),
                    other::commit,
                    "create view v as select 1 as one");

            assertThat(seen.written()).isEmpty();
            assertThat(seen.again()).isEqualTo(seen.whole());
            assertThat(seen.again().get("table public.theirs")).isNotNull();
        }
    }

    @Test
    void knowsNothingOnceAnotherHasWrittenDuringTheScript() throws SQLException {
        try (Connection other = database.open()) {
            Seen seen = seen(
                    Besides.nothing(),
                    () -> TestDatabase.run(other, "create table theirs (id int)"),
                    "create view v as select 1 as one");

            assertThat(seen.written()).isEmpty();
            assertThat(seen.again().get("table public.theirs")).isNotNull();
        }
    }

    @Test
    void knowsNothingWhereNobodyCounts() throws SQLException {
        Seen seen = seen(Besides.nothing(), Besides.nothing(), "set local track_counts = off", "create table t ()");

        assertThat(seen.written()).isEmpty();
        assertThat(seen.again()).isEqualTo(seen.whole());
    }

    /** Each changes an object through a catalog that is not the one it is found in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "revoke usage on type comp from public",
                "alter index ti alter column 1 set statistics 77",
                "alter extension citext drop function citext_hash(citext)",
                "alter extension citext set schema apart",
                "alter function citext_hash(citext) rename to chash",
                "grant execute on function citext_hash(citext) to pg_monitor",
                "revoke usage on type citext from public"
            })
    void seesWhatIsChangedFromElsewhere(String change) throws SQLException {
        TestDatabase.run(
                connection,
                "create extension citext",
                "create schema apart",
                "create type comp as (a int)",
                "create table t (id int, c citext)",
                "create index ti on t (lower(c::text))",
                "create view v as select citext_hash(c) from t");

        Seen seen = seenAlone(change);

        assertThat(seen.again().objects()).isEqualTo(seen.whole().objects());
    }

    @Test
    void looksAtATenantsSchemaAnewWhenAnotherChanges() throws SQLException {
        TestDatabase.run(
                connection,
                "create schema ten",
                "create table base (id int)",
                "create view ten.v as select id from base");
        SnapshotScope ten = SnapshotScope.of("ten");
        SchemaSnapshot before = SchemaSnapshot.read(connection, ten);

        TestDatabase.run(connection, "alter table base rename to ground");

        assertThat(before.again(connection)).isEqualTo(SchemaSnapshot.read(connection, ten));
    }

    @Test
    void knowsThatARoleMayHaveAnotherName() throws SQLException {
        connection.setAutoCommit(false);
        TestDatabase.run(connection, "create role written_catalogs_role");
        CatalogWrites writes = CatalogWrites.begin(connection, table, VERSION);
        assertThat(writes.end(connection, Optional.empty()).named()).isFalse();
        TestDatabase.run(connection, "alter role written_catalogs_role rename to written_catalogs_other");

        assertThat(writes.end(connection, Optional.empty()).named()).isTrue();
        connection.rollback();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set track_counts = off",
                "set local transaction_isolation = 'repeatable read'",
                "do $$ begin perform set_config('TRACK_COUNTS', 'off', true); end $$"
            })
    void countsNothingInAScriptThatHasToComeFirst(String statement) throws SQLException {
        assertThat(CatalogWrites.isPossible(connection, SqlScript.parse("1.sql", statement + ';', Dialect.POSTGRESQL)))
                .isFalse();
        assertThat(CatalogWrites.isPossible(connection, SqlScript.parse("1.sql", "select 1;", Dialect.POSTGRESQL)))
                .isTrue();
    }

    @Test
    void forgetsOnceTemporaryTablesMayGo() throws SQLException {
        TestDatabase.run(connection, "create temporary table gone (id int)");
        connection.setAutoCommit(false);
        CatalogWrites writes = CatalogWrites.begin(connection, table, VERSION);

        assertThat(writes.end(connection, Optional.empty()).transaction()).isEmpty();
        connection.rollback();
    }
}
