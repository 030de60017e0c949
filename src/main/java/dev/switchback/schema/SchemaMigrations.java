package dev.switchback.schema;

import dev.switchback.event.EventBus;
import dev.switchback.event.MigrationEvent;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.model.Advice;
import dev.switchback.schema.model.Checkout;
import dev.switchback.schema.model.Repair;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.model.SchemaSettings;
import dev.switchback.schema.model.SchemaStatus;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.model.UpReport;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.track.SchemaLock;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.schema.track.TrackedMigration;
import dev.switchback.schema.work.Adviser;
import dev.switchback.schema.work.Bookkeeper;
import dev.switchback.schema.work.Chooser;
import dev.switchback.schema.work.DownMaking;
import dev.switchback.schema.work.Downgrade;
import dev.switchback.schema.work.Planner;
import dev.switchback.schema.work.SchemaWork;
import dev.switchback.schema.work.StatusReader;
import dev.switchback.schema.work.Trials;
import dev.switchback.schema.work.Upgrade;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The migrations of one schema: what is applied, what is not, and the way forth and back.
 *
 * <pre>{@code
 * SchemaTarget target = SchemaTarget.of("shop", dataSource::getConnection);
 * SchemaMigrations migrations = new SchemaMigrations(target, Path.of("migrations"));
 * migrations.up(UpOptions.all());
 * SchemaPlan plan = migrations.plan(new Selection.Last(1), options);    // what it would cost
 * RolledBack done = migrations.rollback(new Selection.Last(1), options);
 * }</pre>
 *
 * <p>Thread-safe: whatever changes the schema takes the lock of its table first, in this process and in others.
 */
public final class SchemaMigrations {

    private final SchemaWork work;
    private final Path folder;
    private final Consumer<MigrationEvent> events;

    /** Makes one with the usual settings, which tells nobody of what it does. */
    public SchemaMigrations(SchemaTarget target, Path folder) {
        this(target, folder, SchemaSettings.of(Checkout.of(folder)), event -> {});
    }

    /**
     * Makes one.
     *
     * @param target the schema
     * @param folder the files, see {@link MigrationFolder}
     * @param settings the table, the lock, the clock
     * @param bus who is told of rollbacks
     */
    public SchemaMigrations(SchemaTarget target, Path folder, SchemaSettings settings, EventBus bus) {
        this(target, folder, settings, event -> bus.publish(() -> event));
    }

    SchemaMigrations(SchemaTarget target, Path folder, SchemaSettings settings, Consumer<MigrationEvent> events) {
        this.work = SchemaWork.of(target, settings);
        this.folder = folder;
        this.events = events;
    }

    /** {@return the schema that it works on} */
    public SchemaTarget target() {
        return work.target();
    }

    /**
     * Returns the schemas of the database that track migrations, in order.
     *
     * @throws SchemaChangeException if the database cannot be asked
     */
    public List<String> schemas() {
        return asking("list schemas", (once, connection) -> once.table().schemas(connection));
    }

    /** {@return the same migrations in another schema, one tenant's for instance} */
    public SchemaMigrations in(String schema) {
        return new SchemaMigrations(work.target().in(schema), folder, work.settings(), events);
    }

    /**
     * Looks where every migration stands; files that cannot be used do not hinder it. Changes nothing.
     *
     * @throws SchemaChangeException if the database cannot be asked
     */
    public SchemaStatus status() {
        return asking(
                "read the status of migrations",
                (once, connection) -> new StatusReader(once, examined()).read(connection));
    }

    /**
     * Applies what is pending, in the order of the versions; what was interrupted goes on.
     *
     * @return what was applied; a statement that failed is in it, and not thrown
     * @throws dev.switchback.schema.sql.files.MigrationFolderException if a file cannot be used ; nothing was run
     * @throws SchemaChangeException if it is refused, with every reason, or the database cannot be used
     * @throws dev.switchback.schema.track.TrackingException if another process holds the lock
     */
    public UpReport up(UpOptions options) {
        MigrationFolder files = MigrationFolder.read(folder, work.target().dialect());
        Upgrade.requireKnown(files, options);
        return changing("apply migrations", (once, connection) -> new Upgrade(once, connection, files).run(options));
    }

    /**
     * Finds out what a rollback would do. Changes nothing.
     *
     * @throws InvalidValueException for a version that is not applied
     * @throws SchemaChangeException if the database cannot be asked
     */
    public SchemaPlan plan(Selection selection, RollbackOptions options) {
        return asking("plan a rollback", (once, connection) -> {
            List<TrackedMigration> rows = work.table().all(connection);
            return new Planner(once, connection, rows).plan(chosen(examined(), selection, rows), options);
        });
    }

    /**
     * Rolls back, the last applied first. Of phantoms each that can be is, of others all up to the first that cannot.
     *
     * @return what was rolled back, with what the schema is now, and what was not
     * @throws InvalidValueException for a version that is not applied
     * @throws SchemaChangeException if it is refused, with every reason, or the database cannot be used
     * @throws dev.switchback.schema.track.TrackingException if another process holds the lock
     */
    public RolledBack rollback(Selection selection, RollbackOptions options) {
        return rollback(selection, options, plan -> {});
    }

    /** Rolls back what is none of phantoms, unless whoever sees the plan that is made now throws. */
    RolledBack rollback(Selection selection, RollbackOptions options, Consumer<SchemaPlan> seen) {
        return changing("roll migrations back", (once, connection) -> {
            List<TrackedMigration> rows = work.table().all(connection);
            MigrationFolder files = examined();
            return new Downgrade(once, connection, version -> checks(files, version), events)
                    .seeing(seen)
                    .run(chosen(files, selection, rows), selection, options);
        });
    }

    /**
     * Tries the downs of migrations on copies of the schema: up, down, up and down again, and keeps in the table what came
     * of it. A migration that is applied is tried from what the schema was before it; one that is pending on the schema as
     * it is. What cannot be tried is {@code unknown}, with its reason; those of which no down is known are left out.
     *
     * @param version which one, empty for all
     * @throws InvalidValueException for a version that neither a file nor the table has
     * @throws SchemaChangeException if no copy can be made
     */
    public List<TriedDown> verify(Optional<String> version) {
        return changing("verify downs", (once, connection) -> new Trials(once, connection, examined()).verify(version));
    }

    /**
     * Makes downs from the catalog of a database into which the history is run anew, tries them, and keeps in the table
     * those of migrations that are applied. Writes no file. PostgreSQL only.
     *
     * @param versions which migrations
     * @return the downs in the order of the migrations, with what came of trying each
     * @throws InvalidValueException for a version that neither a file nor the table has
     * @throws SchemaChangeException if no such database can be made, or an up fails in it
     */
    public List<TriedDown> generateDowns(List<String> versions) {
        return changing(
                "generate downs",
                (once, connection) -> new DownMaking(once, connection, examined()).generate(versions));
    }

    /**
     * Says whether to roll a migration back or to mend it by another one.
     *
     * @throws InvalidValueException for a version that is not applied
     * @throws SchemaChangeException if the database cannot be asked
     */
    public Advice advise(String version) {
        return asking("advise", (once, connection) -> new Adviser(once, connection).advise(version));
    }

    /**
     * Writes down what a person says is true of a migration, after looking; runs nothing of it.
     *
     * @throws InvalidValueException for a version that the table does not have, or of which there is no file where the
     *     file is to count
     */
    public void repair(String version, Repair what) {
        changing("repair", (once, connection) -> new Bookkeeper(once, connection, examined()).repair(version, what));
    }

    /**
     * Takes all files up to a version for applied, in a database that was made without this library; runs nothing.
     *
     * @return the versions that are now taken for applied
     * @throws InvalidValueException for a version of which there is no file
     * @throws SchemaChangeException if migrations are tracked already
     */
    public List<String> baseline(String version) {
        return changing(
                "take for applied",
                (once, connection) -> new Bookkeeper(once, connection, examined()).baseline(version));
    }

    private List<TrackedMigration> chosen(MigrationFolder files, Selection selection, List<TrackedMigration> rows)
            throws SQLException {
        return new Chooser(new StatusReader(work, files).migrations(rows), rows).choose(selection);
    }

    private Optional<SqlScript> checks(MigrationFolder files, String version) {
        return work.version(version).flatMap(files::find).flatMap(MigrationFile::verify);
    }

    private MigrationFolder examined() {
        return MigrationFolder.examine(folder, work.target().dialect());
    }

    private interface Work<T> {
        T on(SchemaWork once, Connection connection) throws SQLException;
    }

    private <T> T asking(String what, Work<T> question) {
        try (Connection connection = work.target().connect()) {
            return question.on(work.again(), connection);
        } catch (SQLException failed) {
            throw SchemaChangeException.failed(what, failed);
        }
    }

    @SuppressWarnings("try") // both are held, and nothing else is done with them
    private <T> T changing(String what, Work<T> change) {
        try (SchemaLock lock = work.lock();
                Connection connection = work.target().connect();
                SchemaLock guard = work.guard(connection)) {
            work.table().make(connection);
            return change.on(work.again(), connection);
        } catch (SQLException failed) {
            throw SchemaChangeException.failed(what, failed);
        }
    }
}
