package dev.switchback.fleet.database;

import dev.switchback.jdbc.Database;
import dev.switchback.jdbc.Notifications;
import dev.switchback.jdbc.Trouble;
import dev.switchback.jdbc.UncertainCommitException;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.engine.Backing;
import dev.switchback.state.engine.Batch;
import dev.switchback.state.engine.EngineOptions;
import dev.switchback.state.engine.Prepared;
import dev.switchback.state.engine.Publisher;
import dev.switchback.state.engine.RefusedException;
import dev.switchback.state.engine.UncertainException;
import dev.switchback.state.view.Doubts;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database beneath a store. For the engine's thread. */
final class DatabaseBacking implements Backing {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseBacking.class);

    /** What begins so, the database holds against the change itself: its data, a constraint, a limit, a trigger. */
    private static final List<String> OF_ITSELF = List.of("22", "23", "54", "P0");

    /** A transaction that only reads, a right that is missing, and a full disk concern every change. */
    private static final Set<String> LASTING = Set.of("25006", "42501", "53100");

    private final Database database;
    private final EngineOptions options;
    private final Snapshot snapshot;
    private final HistoryTable history = new HistoryTable();
    private final Notifications notifications;
    private final DatabaseLeases leases;
    private final Semaphore reader = new Semaphore(1, true);
    private Optional<String> away = Optional.of("the database was not looked at yet");
    private Optional<String> refused = Optional.empty();
    private boolean made;
    private boolean closed;

    /** Opens a database; one that does not answer is asked again later. */
    DatabaseBacking(Database database, EngineOptions options, Publisher publisher) {
        this.database = database;
        this.options = options;
        this.snapshot = new Snapshot(publisher, history);
        this.notifications = Notifications.of(database, Attempt.CHANNEL, publisher::wake);
        this.leases = new DatabaseLeases(database);
        recover();
        snapshot.announce();
        if (!options.readOnly()) {
            notifications.start();
        }
    }

    /** {@return the one place for whoever reads the history, which may take long: the rest is for what is urgent} */
    Semaphore reader() {
        return reader;
    }

    Database database() {
        return database;
    }

    DatabaseLeases leases() {
        return leases;
    }

    @Override
    public Map<String, Document> documents() {
        return snapshot.documents();
    }

    @Override
    public Doubts doubts() {
        return snapshot.isRead()
                ? snapshot.doubts()
                : Doubts.all("nothing is known yet, and " + away.orElse("nobody looked"));
    }

    @Override
    public Optional<String> refusal() {
        return options.readOnly()
                ? Optional.of("it was opened for reading")
                : silence().or(snapshot::trouble);
    }

    @Override
    public Optional<String> unwritable() {
        return silence().or(snapshot::trouble).or(() -> refused.map("the database refused it: "::concat));
    }

    /** {@return why nothing is known of the database now, empty if it answers} */
    Optional<String> silence() {
        return away;
    }

    @Override
    public Optional<String> damage() {
        return Optional.empty();
    }

    @Override
    public long newest() {
        return snapshot.head().sequence();
    }

    @Override
    public void write(Batch batch) throws IOException {
        Attempt attempt = new Attempt(snapshot, history, batch);
        try {
            database.transaction(attempt::run);
        } catch (UncertainCommitException unanswered) {
            lost(unanswered);
            askWhetherWritten(attempt, unanswered);
        } catch (ForeignChangeException edited) {
            snapshot.doubt(edited.migration(), String.valueOf(edited.getMessage()));
            throw new RefusedException(String.valueOf(edited.getMessage()), edited);
        } catch (SQLException failed) {
            throw failure(failed);
        }
        refused = Optional.empty();
        attempt.accept();
    }

    private IOException failure(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        if (Trouble.isAway(failed)) {
            lost(failed);
        } else if (OF_ITSELF.stream().anyMatch(state::startsWith)) {
            return new RefusedException(String.valueOf(failed.getMessage()), failed);
        } else if (LASTING.contains(state)) {
            refused = Optional.of(String.valueOf(failed.getMessage()));
        }
        return new IOException(failed.getMessage(), failed);
    }

    /** Takes the lock once more, so that the transaction in question has ended whichever way. */
    private void askWhetherWritten(Attempt attempt, SQLException unanswered) throws IOException {
        try {
            List<UUID> changes = attempt.prepared().stream().map(Prepared::id).toList();
            boolean written = database.transaction(connection -> {
                Head.lock(connection);
                return history.find(connection, changes).size() == changes.size();
            });
            away = Optional.empty();
            if (!written) {
                throw new IOException(unanswered.getMessage(), unanswered);
            }
        } catch (SQLException stillAway) {
            unanswered.addSuppressed(stillAway);
            throw new UncertainException(String.valueOf(unanswered.getMessage()), unanswered);
        }
    }

    @Override
    public boolean look() {
        if (away.isPresent() || closed) {
            return false;
        }
        try {
            refresh();
            return true;
        } catch (SQLException failed) {
            lost(failed);
            return false;
        }
    }

    private void refresh() throws SQLException {
        if (made && snapshot.trouble().isEmpty() && database.look(Head::read).equals(snapshot.head())) {
            return;
        }
        database.snapshot(connection -> {
            if (made || Tables.exist(connection)) {
                snapshot.refresh(connection, Head.read(connection));
                made = true;
            } else {
                snapshot.nothing();
            }
            return true;
        });
    }

    private void lost(SQLException failed) {
        if (away.isEmpty()) {
            LOG.warn(
                    "[StateStore] the database is away; what was last read stays in force, and it is asked again (store={}): {}",
                    options.where(),
                    failed.getMessage());
        }
        String why = Trouble.isAway(failed) ? "the database does not answer: " : "the database cannot be used: ";
        away = Optional.of(why + failed.getMessage());
    }

    @Override
    public boolean needsRecovery() {
        return !closed && (away.isPresent() || refused.isPresent());
    }

    @Override
    public void recover() {
        try {
            if (!options.readOnly() && !made) {
                Tables.make(database);
            }
            refresh();
            if (away.isPresent() && snapshot.wasAnnounced()) {
                LOG.info("[StateStore] the database answers again (store={})", options.where());
            }
            away = Optional.empty();
            refused = Optional.empty(); // the next change finds out
        } catch (SQLException failed) {
            lost(failed);
        }
    }

    /** Begins anew with what is there, whatever was known before. */
    @Override
    public void reopen() {
        if (away.isEmpty()) {
            snapshot.forget();
            made = false;
        }
        recover();
    }

    @Override
    public boolean hasUnwritten() {
        return false;
    }

    @Override
    public void checkpoint() {
        // the documents are written with the changes
    }

    /** Fills the tables with the history of another store, all of it or nothing. */
    long restore(Iterable<HistoryEntry> entries) throws SQLException {
        refusal().ifPresent(why -> {
            throw StateStoreException.notWritable(options.where(), why);
        });
        Restoring restoring = new Restoring(history, options.where());
        long taken = database.transaction(connection -> restoring.run(connection, entries));
        refresh();
        return taken;
    }

    @Override
    public void close() {
        closed = true; // what was to be looked at yet finds nothing
        leases.close();
        notifications.close();
        database.close();
    }

    /** The pool and what listens are safe to be closed by anybody; the server ends the leases by itself. */
    @Override
    public void abandon() {
        notifications.close();
        database.close();
    }
}
