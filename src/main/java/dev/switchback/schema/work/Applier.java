package dev.switchback.schema.work;

import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.model.Checkout;
import dev.switchback.schema.model.UpReport.Applied;
import dev.switchback.schema.model.UpReport.Failed;
import dev.switchback.schema.run.CatalogWrites;
import dev.switchback.schema.run.ScriptRunner;
import dev.switchback.schema.run.StatementFailedException;
import dev.switchback.schema.safety.Delta;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.TransactionMode;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.track.DownOrigin;
import dev.switchback.schema.track.MigrationState;
import dev.switchback.schema.track.TrackedMigration;
import dev.switchback.schema.track.TrackedMigration.Down;
import dev.switchback.schema.track.TrackedMigration.Failure;
import dev.switchback.schema.track.TrackedMigration.Origin;
import dev.switchback.schema.track.TrackedMigration.Run;
import dev.switchback.schema.track.TrackedMigration.Up;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies single migrations. For one thread, whoever holds the lock. */
final class Applier {

    private final SchemaWork work;
    private final Connection connection;
    private final String server;
    private final boolean trash;
    private SchemaSnapshot now;
    private long order;

    /**
     * Makes one.
     *
     * @param connection commits by itself
     * @param trash whether the rows that a migration drops are kept
     */
    Applier(SchemaWork work, Connection connection, boolean trash) throws SQLException {
        this.work = work;
        this.trash = trash;
        this.connection = connection;
        this.server = connection.getMetaData().getDatabaseProductVersion();
        this.now = work.snapshot(connection);
        this.order = work.table().nextOrder(connection);
    }

    /**
     * Applies a migration from where its row stands, or from the beginning.
     *
     * @param known its row, if it was begun before
     * @param batch which run it belongs to
     * @param generated the down that was made for it, if nobody wrote one
     */
    Result apply(MigrationFile file, Optional<TrackedMigration> known, long batch, Optional<Down> generated)
            throws SQLException {
        Instant begin = work.now();
        TrackedMigration row = known.filter(was -> !was.leftNothing()).isPresent()
                ? resumed(known.get())
                : begun(file, batch, generated, begin, known.isPresent());
        ScriptRunner runner =
                new ScriptRunner(connection, work.table(), work.target().dialect());
        Around around = new Around(runner, file, row, begin);
        try {
            runner.run(row.version(), file.up(), row.run(), around);
            Duration took = work.since(begin);
            return new Result(Optional.of(new Applied(file.shown(), took, shown(row), around.kept)), Optional.empty());
        } catch (StatementFailedException failed) {
            work.forget();
            work.table().failed(connection, row.version(), new Failure("up", failed.statement(), failed.error()));
            return new Result(Optional.empty(), Optional.of(failed(file, failed)));
        }
    }

    /** One or the other. */
    record Result(Optional<Applied> applied, Optional<Failed> failed) {}

    /** What is done before and after the script, in its transaction. */
    private final class Around implements ScriptRunner.Ending {

        private final ScriptRunner runner;
        private final MigrationFile file;
        private final TrackedMigration row;
        private final Instant begin;
        private final List<String> kept = new ArrayList<>();
        private Optional<CatalogWrites> writes = Optional.empty();
        private boolean begun;

        Around(ScriptRunner runner, MigrationFile file, TrackedMigration row, Instant begin) {
            this.runner = runner;
            this.file = file;
            this.row = row;
            this.begin = begin;
        }

        @Override
        public void begin(Connection beginning, SqlScript script) throws SQLException {
            writes = work.writes(beginning, row.version(), script);
        }

        @Override
        public void before(Connection beginning, SqlStatement statement) throws SQLException {
            if (trash && !begun) {
                begun = true;
                Delta up = runner.tryOut(file.up(), tried -> Delta.between(now, now.again(tried)));
                kept.addAll(new UpTrash(beginning, work.target(), row.version()).keep(up));
            }
        }

        @Override
        public void write(Connection ending) throws SQLException {
            finish(row, begin, work.snapshot(ending, writes), ending);
        }
    }

    private TrackedMigration begun(
            MigrationFile file, long batch, Optional<Down> generated, Instant begin, boolean known)
            throws SQLException {
        Optional<Down> down = file.down()
                .map(script -> new Down(script.text(), DownOrigin.FILE, Down.UNVERIFIED))
                .or(() -> generated);
        Checkout checkout = work.settings().origin();
        Run run = new Run(MigrationState.APPLYING, order++, batch, begin, Duration.ZERO, 0, false, Optional.empty());
        TrackedMigration row = new TrackedMigration(
                file.version().text(),
                file.name(),
                new Up(file.up().text(), file.up().checksum(), file.up().mode()),
                down,
                new Origin(checkout.branch(), checkout.commit(), checkout.by(), server),
                run,
                work.before(now, file.up().mode()));
        if (known) {
            work.table().put(connection, row);
        } else {
            work.table().add(connection, row);
        }
        return row;
    }

    private TrackedMigration resumed(TrackedMigration row) throws SQLException {
        if (row.state() != MigrationState.APPLYING) { // untouched, it is older than what was begun behind it
            work.table().state(connection, row.version(), MigrationState.APPLYING);
        }
        return row;
    }

    private void finish(TrackedMigration row, Instant begin, SchemaSnapshot after, Connection ending)
            throws SQLException {
        Run run = row.run();
        Run done = new Run(
                MigrationState.APPLIED,
                run.order(),
                run.batch(),
                work.now(),
                work.since(begin),
                0,
                false,
                Optional.empty());
        work.table().applied(ending, row.version(), done, work.after(beginning(row, after), after));
        now = after;
    }

    /** What went on after it was interrupted began before that. */
    private SchemaSnapshot beginning(TrackedMigration row, SchemaSnapshot after) {
        return row.schema()
                .snapshot()
                .map(text -> SnapshotText.unpack(text).asSeenFrom(after))
                .orElse(now);
    }

    private static String shown(TrackedMigration row) {
        return row.down()
                .map(down -> "%s, %s".formatted(down.origin().text(), down.verdict()))
                .orElse("none");
    }

    private Failed failed(MigrationFile file, StatementFailedException failed) {
        SqlScript up = file.up();
        boolean undone = up.mode() == TransactionMode.SINGLE;
        String version = file.version().text();
        return new Failed(
                file.shown(),
                version,
                failed.statement(),
                failed.error(),
                undone
                        ? "all of it was undone"
                        : "%d of %d statements stay in effect"
                                .formatted(failed.index(), up.statements().size()),
                undone
                        ? "mend the script and run up again"
                        : "roll it back: rollback %s%s; or mend the cause and run up again, which goes on there"
                                .formatted(version, work.canTryDowns() ? "" : " --force, once you have read its down"));
    }
}
