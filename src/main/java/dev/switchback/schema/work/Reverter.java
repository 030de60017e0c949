package dev.switchback.schema.work;

import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.model.RolledBack.NotDone;
import dev.switchback.schema.model.RolledBack.One;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.run.CatalogWrites;
import dev.switchback.schema.run.OwnChecks;
import dev.switchback.schema.run.ScriptRunner;
import dev.switchback.schema.run.StatementFailedException;
import dev.switchback.schema.safety.Delta;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.TransactionMode;
import dev.switchback.schema.track.DownOrigin;
import dev.switchback.schema.track.MigrationState;
import dev.switchback.schema.track.TrackedMigration;
import dev.switchback.schema.track.TrackedMigration.Failure;
import dev.switchback.schema.track.TrackedMigration.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Takes single migrations back. For one thread, whoever holds the lock. */
final class Reverter {

    private static final int SHOWN = 3;

    private final SchemaWork work;
    private final Connection connection;
    private final Function<String, Optional<SqlScript>> checks;
    private final boolean force;
    private final boolean keepsTrash;

    /**
     * Makes one.
     *
     * @param checks the checks that people wrote for a version, if any
     * @param force whether a schema that is not restored is taken as it is
     * @param keepsTrash whether rows that are dropped are kept
     */
    Reverter(
            SchemaWork work,
            Connection connection,
            Function<String, Optional<SqlScript>> checks,
            boolean force,
            boolean keepsTrash) {
        this.work = work;
        this.connection = connection;
        this.checks = checks;
        this.force = force;
        this.keepsTrash = keepsTrash;
    }

    /** One or the other. */
    record Result(Optional<One> done, Optional<NotDone> failed) {}

    /**
     * Takes a migration back, from where its row stands if that was begun before.
     *
     * @param own what the migration did, its {@code after} being the schema as it is now; empty if nobody knows
     */
    Result revert(TrackedMigration row, SqlScript down, Optional<Delta> own) throws SQLException {
        Instant begin = work.now();
        Run from = begin(row);
        SchemaSnapshot before = own.isPresent() ? own.get().after() : work.snapshot(connection);
        boolean together = down.mode() == TransactionMode.SINGLE;
        Check check = new Check(row, own, before, together && !force);
        if (!together) {
            check.keep(connection);
        }
        try {
            new ScriptRunner(connection, work.table(), work.target().dialect()).run(row.version(), down, from, check);
            Restored restored = check.restored;
            return new Result(
                    Optional.of(new One(
                            row.version(),
                            row.title(),
                            work.since(begin),
                            restored.verdict(),
                            check.differences(),
                            check.told())),
                    Optional.empty());
        } catch (StatementFailedException failed) {
            work.forget();
            work.table().failed(connection, row.version(), new Failure("down", failed.statement(), failed.error()));
            return notDone(row, down, failed);
        } catch (NotRestored wrong) {
            work.forget();
            work.table()
                    .failed(
                            connection,
                            row.version(),
                            new Failure("down", down.file(), String.valueOf(wrong.getMessage())));
            return wrong(row, down, wrong);
        }
    }

    private Run begin(TrackedMigration row) throws SQLException {
        if (row.isOnItsWayDown()) {
            if (row.state() != MigrationState.ROLLING_BACK) {
                work.table().state(connection, row.version(), MigrationState.ROLLING_BACK);
            }
            return row.run();
        }
        work.table().beginDown(connection, row.version());
        Run run = row.run();
        return new Run(
                MigrationState.ROLLING_BACK,
                run.order(),
                run.batch(),
                run.appliedAt(),
                Duration.ZERO,
                0,
                false,
                Optional.empty());
    }

    /** The schema is not what it should be. */
    private static final class NotRestored extends SQLException {

        private static final long serialVersionUID = 1L;

        NotRestored(List<String> differences) {
            super("the schema is not restored: %s%s"
                    .formatted(
                            String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size()))),
                            differences.size() > SHOWN ? " and %d more".formatted(differences.size() - SHOWN) : ""));
        }
    }

    /** Looks what the schema is once the down has run, and forgets the migration. */
    private final class Check implements ScriptRunner.Ending {

        private final TrackedMigration row;
        private final Optional<Delta> own;
        private final SchemaSnapshot before;
        private final boolean refuses;
        private Restored restored = Restored.UNKNOWN;
        private OwnChecks found = OwnChecks.NONE;
        private final List<String> putBack = new ArrayList<>();
        private final List<String> kept = new ArrayList<>();
        private Optional<CatalogWrites> writes = Optional.empty();
        private boolean hasKept;

        Check(TrackedMigration row, Optional<Delta> own, SchemaSnapshot before, boolean refuses) {
            this.row = row;
            this.own = own;
            this.before = before;
            this.refuses = refuses;
        }

        /** Once: in the transaction that drops the rows, if there is one. */
        void keep(Connection on) throws SQLException {
            if (keepsTrash && own.isPresent() && !hasKept) {
                hasKept = true;
                kept.addAll(new Trash(work).keep(on, row, own.get()));
            }
        }

        @Override
        public void begin(Connection beginning, SqlScript script) throws SQLException {
            writes = work.writes(beginning, row.version(), script);
        }

        /** Other rows may point at those that were dropped, and a foreign key does not hold without them. */
        @Override
        public void before(Connection beginning, SqlStatement statement) throws SQLException {
            keep(beginning);
            if (isGenerated()) {
                putBack.addAll(new UpTrash(beginning, work.target(), row.version()).putBackBefore(statement.text()));
            }
        }

        @Override
        public void write(Connection ending) throws SQLException {
            if (own.isPresent()) {
                restored = Restored.of(own.get(), before, work.snapshot(ending, writes));
            }
            if (isGenerated()) {
                UpTrash trash = new UpTrash(ending, work.target(), row.version());
                putBack.addAll(trash.putBack());
                putBack.addAll(trash.left());
            }
            Optional<SqlScript> wanted = checks.apply(row.version());
            if (wanted.isPresent() || !putBack.isEmpty()) {
                work.forget(); // what is written after the look belongs to its transaction too
            }
            if (wanted.isPresent()) {
                found = OwnChecks.run(ending, wanted.get());
            }
            List<String> wrong = new ArrayList<>(found.failed());
            if (restored.verdict() == Verdict.DIFFERENT) {
                wrong.addAll(restored.differences());
            }
            if (refuses && !wrong.isEmpty()) {
                throw new NotRestored(wrong);
            }
            work.table().remove(ending, row.version());
        }

        /** A down that somebody wrote may bring rows back itself. */
        private boolean isGenerated() {
            return work.target().dialect() == Dialect.POSTGRESQL
                    && row.down()
                            .map(down -> down.origin() == DownOrigin.GENERATED)
                            .orElse(false);
        }

        List<String> differences() {
            return Stream.of(restored.isToBeTold() ? restored.differences() : List.<String>of(), found.failed())
                    .flatMap(List::stream)
                    .toList();
        }

        List<String> told() {
            return Stream.of(kept, putBack, found.passed())
                    .flatMap(List::stream)
                    .toList();
        }
    }

    private static Result notDone(TrackedMigration row, SqlScript down, StatementFailedException failed) {
        boolean undone = down.mode() == TransactionMode.SINGLE;
        String next = undone
                ? "nothing was changed: mend the cause, or the down, and run rollback %s again".formatted(row.version())
                : "%d of %d statements are done: mend the cause and run rollback %s again, which goes on there"
                        .formatted(failed.index(), down.statements().size(), row.version());
        return new Result(
                Optional.empty(),
                Optional.of(new NotDone(
                        row.version(), row.title(), failed.error(), Optional.of(failed.statement()), next)));
    }

    private static Result wrong(TrackedMigration row, SqlScript down, NotRestored wrong) {
        String next =
                "nothing was changed: mend the down, generate another by generate-down %s, or take it as it is by --force"
                        .formatted(row.version());
        return new Result(
                Optional.empty(),
                Optional.of(new NotDone(
                        row.version(),
                        row.title(),
                        String.valueOf(wrong.getMessage()),
                        Optional.of(down.file()),
                        next)));
    }
}
