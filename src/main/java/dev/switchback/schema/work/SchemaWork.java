package dev.switchback.schema.work;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SchemaSnapshot.Written;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.model.SchemaSettings;
import dev.switchback.schema.run.CatalogWrites;
import dev.switchback.schema.safety.Delta;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.TransactionMode;
import dev.switchback.schema.sql.files.MigrationVersion;
import dev.switchback.schema.track.SchemaLock;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.schema.track.TrackedMigration.SchemaLook;
import dev.switchback.schema.track.TrackingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every piece of work on a schema needs: the way there, the table, and a look at the whole. */
public record SchemaWork(SchemaTarget target, SchemaSettings settings, TrackingTable table, LastLook last) {

    /** What was read last, so that only what changed since is read again; of one operation. */
    static final class LastLook {
        private @Nullable SchemaSnapshot snapshot;
        private Optional<Long> transaction = Optional.empty();
    }

    /** {@return work on a schema} */
    public static SchemaWork of(SchemaTarget target, SchemaSettings settings) {
        return new SchemaWork(target, settings, new TrackingTable(target.dialect(), settings.table()), new LastLook());
    }

    String where() {
        return target.title();
    }

    Instant now() {
        return settings.clock().instant();
    }

    Duration since(Instant begin) {
        return Duration.between(begin, now());
    }

    /** {@return the right to change the schema, waited for as long as the settings say} */
    public SchemaLock lock() throws SQLException {
        return SchemaLock.acquire(
                target, settings.table(), settings.lockTimeout(), settings.clock(), settings.pausing());
    }

    /** {@return what keeps out the statements of clients that are gone, taken on this connection} */
    public SchemaLock guard(Connection connection) throws SQLException {
        return SchemaLock.guard(
                target, connection, settings.table(), settings.lockTimeout(), settings.clock(), settings.pausing());
    }

    /** {@return the schema that migrations change, without the tables that track them} */
    SchemaSnapshot snapshot(Connection connection) throws SQLException {
        return look(connection, null);
    }

    private SchemaSnapshot look(Connection connection, @Nullable Written written) throws SQLException {
        SchemaSnapshot known = last.snapshot;
        forget(); // in case it fails
        SchemaSnapshot now = known == null || target.dialect() != Dialect.POSTGRESQL
                ? SchemaSnapshot.read(connection, scope(connection))
                : known.again(connection, written);
        last.snapshot = now;
        return withoutTrash(now);
    }

    /** {@return what a script writes from now on in the catalogs, empty where nobody counts that} */
    Optional<CatalogWrites> writes(Connection beginning, String version, SqlScript script) throws SQLException {
        return target.dialect() == Dialect.POSTGRESQL && CatalogWrites.isPossible(beginning, script)
                ? Optional.of(CatalogWrites.begin(beginning, table, version))
                : Optional.empty();
    }

    /**
     * Looks at the schema after a script, in its transaction.
     *
     * @param writes what it wrote, empty if nobody counted it
     */
    SchemaSnapshot snapshot(Connection ending, Optional<CatalogWrites> writes) throws SQLException {
        if (writes.isEmpty()) {
            return snapshot(ending);
        }
        CatalogWrites.Outcome outcome = writes.get().end(ending, last.transaction);
        if (outcome.named()) {
            forget();
        }
        SchemaSnapshot now = look(ending, outcome.written().orElse(null));
        last.transaction = outcome.transaction();
        return now;
    }

    /** {@return the same as when it was last looked at in this operation, without a look if there was one} */
    SchemaSnapshot lately(Connection connection) throws SQLException {
        SchemaSnapshot known = last.snapshot;
        return known == null ? snapshot(connection) : withoutTrash(known);
    }

    private static SchemaSnapshot withoutTrash(SchemaSnapshot all) {
        boolean hasTrash = all.get("schema " + Trash.SCHEMA) != null;
        return hasTrash ? all.only(SchemaWork::isNoTrash) : all;
    }

    /** What was kept of earlier rollbacks is nobody's schema. */
    private static boolean isNoTrash(SchemaObject object) {
        return !object.address().schema().equals(Trash.SCHEMA) && !object.key().equals("schema " + Trash.SCHEMA);
    }

    /** Takes nothing for known any more: a transaction was undone. */
    void forget() {
        last.snapshot = null;
        last.transaction = Optional.empty();
    }

    /** {@return whether a down can be tried before it is needed: whether there are copies, or it can be undone} */
    boolean canTryDowns() {
        return target.dialect().hasTransactionalDdl();
    }

    /** {@return the same for another operation} */
    public SchemaWork again() {
        return new SchemaWork(target, settings, table, new LastLook());
    }

    /** {@return what a snapshot shows: all but the tables that track migrations} */
    SnapshotScope scope(Connection connection) throws SQLException {
        List<String> ours = List.of(table.name(), table.name() + "_lock");
        if (target.dialect() == Dialect.SQLITE) {
            return SnapshotScope.everything().without(ours);
        }
        String schema = connection.getSchema();
        List<String> paths = ours.stream()
                .map(name -> target.dialect() == Dialect.H2 ? name.toUpperCase(Locale.ROOT) : name)
                .map(name -> "%s.%s".formatted(schema, name))
                .toList();
        SnapshotScope scope = target.schema().isPresent() ? SnapshotScope.of(schema) : SnapshotScope.everything();
        return scope.without(paths);
    }

    /** {@return the version of a row as one that can be compared, empty if somebody wrote it in another way} */
    public Optional<MigrationVersion> version(String text) {
        try {
            return Optional.of(MigrationVersion.parse("version", text));
        } catch (InvalidValueException foreign) {
            return Optional.empty();
        }
    }

    /** {@return what is known before a script runs; what ran for itself can be taken back in part too} */
    SchemaLook before(SchemaSnapshot before, TransactionMode mode) {
        Optional<String> whole =
                mode == TransactionMode.SINGLE ? Optional.empty() : Optional.of(SnapshotText.pack(before));
        return new SchemaLook(Optional.of(before.looseHash()), Optional.empty(), whole, List.of());
    }

    /** {@return what is known after it: of what was before, only what it touched} */
    SchemaLook after(SchemaSnapshot before, SchemaSnapshot after) {
        Delta own = Delta.between(before, after);
        return new SchemaLook(
                Optional.of(before.looseHash()),
                Optional.of(after.looseHash()),
                Optional.of(SnapshotText.pack(own.essence())),
                List.copyOf(own.keys()));
    }

    /**
     * Returns whether a schema is what a migration left, wherever columns are placed: a rollback that restores all but
     * their order leaves them elsewhere.
     *
     * @param left the hash of what it left; earlier versions kept one that counts the order
     */
    static boolean isWhatWasLeft(SchemaSnapshot live, String left) {
        return left.equals(live.looseHash()) || left.equals(live.hash());
    }
}
