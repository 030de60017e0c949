package dev.switchback.schema.work;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.model.Checkout;
import dev.switchback.schema.model.Repair;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.sql.files.MigrationVersion;
import dev.switchback.schema.track.DownOrigin;
import dev.switchback.schema.track.MigrationState;
import dev.switchback.schema.track.TrackedMigration;
import dev.switchback.schema.track.TrackedMigration.Down;
import dev.switchback.schema.track.TrackedMigration.Origin;
import dev.switchback.schema.track.TrackedMigration.Run;
import dev.switchback.schema.track.TrackedMigration.SchemaLook;
import dev.switchback.schema.track.TrackedMigration.Up;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes into the table what a person says. For one thread, whoever holds the lock. */
public final class Bookkeeper {

    private final SchemaWork work;
    private final Connection connection;
    private final MigrationFolder folder;

    /** Makes one. */
    public Bookkeeper(SchemaWork work, Connection connection, MigrationFolder folder) {
        this.work = work;
        this.connection = connection;
        this.folder = folder;
    }

    /** {@return the row as it was before it was written anew, or removed} */
    public TrackedMigration repair(String version, Repair what) throws SQLException {
        List<TrackedMigration> rows = work.table().all(connection);
        TrackedMigration row =
                new Chooser(List.of(), rows).choose(new Selection.Only(version)).get(0);
        switch (what) {
            case APPLIED -> work.table().put(connection, applied(row));
            case PENDING -> work.table().remove(connection, row.version());
            case FILE -> work.table().put(connection, asFile(row));
        }
        return row;
    }

    private TrackedMigration applied(TrackedMigration row) throws SQLException {
        SchemaSnapshot now = work.snapshot(connection);
        SchemaLook look = row.schema()
                .snapshot()
                .map(SnapshotText::unpack)
                .map(before -> work.after(before.asSeenFrom(now), now))
                .orElse(row.schema());
        Run run = row.run();
        return new TrackedMigration(
                row.version(),
                row.name(),
                row.up(),
                row.down(),
                row.origin(),
                new Run(
                        MigrationState.APPLIED,
                        run.order(),
                        run.batch(),
                        run.appliedAt(),
                        run.duration(),
                        0,
                        false,
                        Optional.empty()),
                row.schema().after().isPresent() ? row.schema() : look);
    }

    private TrackedMigration asFile(TrackedMigration row) {
        MigrationFile file = work.version(row.version())
                .flatMap(folder::find)
                .orElseThrow(() -> InvalidValueException.of("version", "one of which there is a file", row.version()));
        Up up = row.isUpUnended() && row.isOnItsWayDown() ? row.up() : up(file); // it is what there is to take back
        Optional<Down> down = down(file).or(row::down);
        refuseOther(row, up, down);
        return new TrackedMigration(row.version(), file.name(), up, down, row.origin(), row.run(), row.schema());
    }

    /** How many statements are done is said of the script that was run. */
    private static void refuseOther(TrackedMigration row, Up up, Optional<Down> down) {
        boolean other = row.isOnItsWayDown()
                ? !down.map(Down::sql).equals(row.down().map(Down::sql))
                : !up.checksum().equals(row.up().checksum());
        if (other && row.isWithinScript() && !row.leftNothing()) {
            throw SchemaChangeException.refused(
                    "take the file for %s".formatted(row.title()),
                    List.of("%d statements of the script that was run are in effect: end that by rollback %s"
                            .formatted(row.run().done() + (row.run().started() ? 1 : 0), row.version())));
        }
    }

    private static Up up(MigrationFile file) {
        return new Up(file.up().text(), file.up().checksum(), file.up().mode());
    }

    private static Optional<Down> down(MigrationFile file) {
        return file.down().map(script -> new Down(script.text(), DownOrigin.FILE, Down.UNVERIFIED));
    }

    /** {@return the versions that are now taken for applied} */
    public List<String> baseline(String version) throws SQLException {
        MigrationVersion to = MigrationVersion.parse("version", version);
        InvalidValueException.unless(folder.find(to).isPresent(), "version", "one of which there is a file", version);
        if (!work.table().all(connection).isEmpty()) {
            throw SchemaChangeException.refused("take for applied", List.of("migrations are tracked here already"));
        }
        List<String> done = new ArrayList<>();
        connection.setAutoCommit(false); // all of them, or none
        String server = connection.getMetaData().getDatabaseProductVersion();
        for (MigrationFile file : folder.migrations()) {
            if (file.version().compareTo(to) <= 0) {
                work.table().put(connection, taken(file, done.size() + 1, server));
                done.add(file.version().text());
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        return done;
    }

    private TrackedMigration taken(MigrationFile file, long order, String server) {
        Checkout checkout = work.settings().origin();
        return new TrackedMigration(
                file.version().text(),
                file.name(),
                up(file),
                down(file),
                new Origin(checkout.branch(), checkout.commit(), checkout.by(), server),
                new Run(MigrationState.APPLIED, order, 1, work.now(), Duration.ZERO, 0, false, Optional.empty()),
                SchemaLook.UNKNOWN);
    }
}
