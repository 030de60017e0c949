package dev.switchback.fleet.database;

import dev.switchback.jdbc.Database;
import dev.switchback.journal.Problem;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.MigrationName;
import dev.switchback.state.NodeName;
import dev.switchback.state.Observation;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.attachment.AttachmentName;
import dev.switchback.state.attachment.Attachments;
import dev.switchback.state.engine.Engine;
import dev.switchback.state.engine.OpenStateStore;
import dev.switchback.state.lease.Leases;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * State in PostgreSQL, for processes on many machines: {@code switchback_history} is the truth and is only appended to,
 * {@code switchback_migration} is what follows from it, {@code switchback_node} is what each process says of itself, and
 * {@code switchback_attachment} is what is kept beside all that.
 *
 * <p>Thread-safe. What is true is read from memory; a change of another process is pushed, and found by looking twice a
 * second where a push is lost. While the database is away the last snapshot stays in force, {@link #submit submitted}
 * changes are true at once and wait to be written, and {@link #commit} is refused. A process that begins while it is
 * away knows nothing, and {@linkplain #unreadable trusts nothing}, until it is back.
 *
 * <p>The tables are made where they are missing, in the connection's current schema; it takes PostgreSQL 14. A process
 * takes four connections at most, three for work and one that listens, and a leader one more for each lease that it has.
 * Within a process all who open one URL share them.
 */
public final class DatabaseStateStore extends OpenStateStore<DatabaseBacking> {

    private final Database database;
    private final HistoryTable history;
    private final NodeTable nodes;
    private final boolean onlyToRead;
    private final Clock clock;
    private final LongSupplier elapsed = System::nanoTime; // of a cache, so that no test need drive it
    private volatile @Nullable Read lastRead;

    /** What was read, and when. */
    private record Read(Map<String, Observation> reports, long at) {}

    DatabaseStateStore(Engine<DatabaseBacking> engine, Clock clock, boolean onlyToRead, Runnable giveUp) {
        super(engine, onlyToRead, giveUp);
        this.database = engine.backing().database();
        this.history = new HistoryTable();
        this.nodes = new NodeTable(clock);
        this.onlyToRead = onlyToRead;
        this.clock = clock;
    }

    /**
     * Starts the options of a database.
     *
     * @param url {@code jdbc:postgresql://host:port/database?user=...}
     */
    public static DatabaseStateStoreBuilder builder(String url) {
        return new DatabaseStateStoreBuilder(url, null);
    }

    /** Starts the options of a database whose connections the application pools, and closes. */
    public static DatabaseStateStoreBuilder builder(DataSource pool) {
        return new DatabaseStateStoreBuilder("", pool);
    }

    /** Opens a database with the default options. */
    public static DatabaseStateStore open(String url) {
        return builder(url).open();
    }

    @Override
    public List<HistoryEntry> history(HistoryQuery query) {
        refuseClosed();
        return readingLong(List.of(), connection -> history.newest(connection, query, engine().newest()));
    }

    @Override
    public void replay(Consumer<? super HistoryEntry> each) {
        refuseClosed();
        readingLong(false, connection -> {
            history.each(connection, row -> each.accept(row.entry()));
            return true;
        });
    }

    /** {@inheritDoc} They keep their numbers. */
    @Override
    public long restore(Iterable<HistoryEntry> entries) {
        refuseClosed();
        return engine().call(() -> engine().backing().restore(entries));
    }

    @Override
    public List<Problem> verify() {
        refuseClosed();
        return readingLong(List.of(), connection -> new HistoryCheck(history).run(connection));
    }

    /** {@inheritDoc} The database stores the history as it sees fit: there is nothing to be done. */
    @Override
    public List<String> archive(Instant olderThan) {
        refuseClosed();
        return List.of();
    }

    @Override
    public void observe(String node, JsonNode report) {
        refuseClosed();
        String name = NodeName.checked(node);
        changing(connection -> nodes.put(connection, name, report));
    }

    @Override
    public void forget(String node) {
        refuseClosed();
        String name = NodeName.checked(node);
        changing(connection -> nodes.delete(connection, name));
    }

    @Override
    public Map<String, Observation> observations(Duration age) {
        Read known = lastRead;
        if (known == null || elapsed.getAsLong() - known.at() > age.toNanos()) {
            long at = elapsed.getAsLong();
            known = new Read(observations(), at);
            lastRead = known;
        }
        return known.reports();
    }

    @Override
    public Leases leases() {
        refuseClosed();
        return engine().backing().leases();
    }

    @Override
    public Map<String, Observation> observations() {
        return reading(Map.of(), nodes::all);
    }

    @Override
    public Attachments attachments() {
        refuseClosed();
        return new Attached();
    }

    /**
     * Looks at the database from here: its server, its tables, its connections, and how far away it is.
     *
     * @throws StateStoreException if it does not answer
     */
    public DatabaseReport examine() {
        refuseClosed();
        boolean interrupted = Thread.interrupted();
        try {
            return new Examination(database, clock, elapsed).run();
        } catch (SQLException failed) {
            throw StateStoreException.notOpened(database.shown(), String.valueOf(failed.getMessage()), failed);
        } finally {
            interruptAgain(interrupted);
        }
    }

    /** One at a time, so that connections are left for what is urgent. */
    private <T> T readingLong(T nothing, Database.Work<T> work) {
        Semaphore reader = engine().backing().reader();
        reader.acquireUninterruptibly();
        try {
            return reading(nothing, work);
        } finally {
            reader.release();
        }
    }

    /** A store that was never made holds nothing, which is no failure for whoever only looks. */
    private <T> T reading(T nothing, Database.Work<T> work) {
        boolean interrupted = Thread.interrupted(); // the pool would refuse, and the caller is to have an answer
        try {
            return database.snapshot(connection -> Tables.exist(connection) ? work.on(connection) : nothing);
        } catch (SQLException failed) {
            throw StateStoreException.noAnswer(database.shown(), failed);
        } finally {
            interruptAgain(interrupted);
        }
    }

    private void changing(Database.Work<Integer> work) {
        boolean interrupted = Thread.interrupted();
        try {
            database.transaction(work);
        } catch (SQLException failed) {
            throw StateStoreException.notDurable(database.shown(), failed);
        } finally {
            interruptAgain(interrupted);
        }
    }

    /** What is attached, by way of the store's own connections. */
    private final class Attached implements Attachments {

        private final AttachmentTable table = new AttachmentTable();

        @Override
        public void put(String migration, String name, byte[] content) {
            MigrationName.checked(migration);
            AttachmentName.checked(name);
            AttachmentName.sized(content);
            refuseReader();
            changing(connection -> table.put(connection, migration, name, content));
        }

        @Override
        public Optional<byte[]> get(String migration, String name) {
            MigrationName.checked(migration);
            AttachmentName.checked(name);
            return reading(Optional.empty(), connection -> table.get(connection, migration, name));
        }

        @Override
        public List<String> names(String migration) {
            MigrationName.checked(migration);
            return reading(List.of(), connection -> table.names(connection, migration));
        }

        @Override
        public void remove(String migration, String name) {
            MigrationName.checked(migration);
            AttachmentName.checked(name);
            refuseReader();
            changing(connection -> table.remove(connection, migration, name));
        }

        private void refuseReader() {
            if (onlyToRead) {
                throw StateStoreException.notWritable(database.shown(), "it was opened for reading");
            }
        }
    }

    private static void interruptAgain(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
