package dev.switchback.fleet.database;

import dev.switchback.jdbc.Database;
import dev.switchback.jdbc.UncertainCommitException;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.engine.Backing;
import dev.switchback.state.engine.Batch;
import dev.switchback.state.engine.EngineOptions;
import dev.switchback.state.engine.Prepared;
import dev.switchback.state.engine.Publisher;
import dev.switchback.state.engine.UncertainException;
import dev.switchback.state.view.Doubts;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database beneath a store. For the engine's thread. */
final class DatabaseBacking implements Backing {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseBacking.class);

    private final Database database;
    private final EngineOptions options;
    private final Snapshot snapshot;
    private final HistoryTable history = new HistoryTable();
    private final Notifications notifications;
    private final DatabaseLeases leases;
    private Optional<String> away = Optional.of("the database was not looked at yet");
    private Optional<String> refused = Optional.empty();
    private boolean made;

    /** Opens a database; one that does not answer is asked again later. */
    DatabaseBacking(Database database, EngineOptions options, Publisher publisher) {
        this.database = database;
        this.options = options;
        this.snapshot = new Snapshot(publisher, history);
        this.notifications = new Notifications(database, publisher::wake);
        this.leases = new DatabaseLeases(database);
        recover();
        snapshot.announce();
        if (!options.readOnly()) {
            notifications.start();
        }
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
                : silence().or(snapshot::unwritable);
    }

    @Override
    public Optional<String> unwritable() {
        return silence().or(snapshot::unwritable).or(() -> refused.map("the database refused it: "::concat));
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
        } catch (SQLException failed) {
            if (Database.isAway(failed)) {
                lost(failed);
            } else {
                refused = Optional.of(String.valueOf(failed.getMessage()));
            }
            throw new IOException(failed.getMessage(), failed);
        }
        refused = Optional.empty();
        attempt.accept();
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
        if (away.isPresent()) {
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
        if (made && database.look(Head::read).equals(snapshot.head())) {
            return;
        }
        database.snapshot(connection -> {
            if (made || Tables.exist(connection)) {
                snapshot.refresh(connection, Head.read(connection));
                snapshot.refuseNewer(Tables.areNewer(connection));
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
                    "the database is away; what was last read stays in force, and it is asked again (store={}): {}",
                    options.where(),
                    failed.getMessage());
        }
        String why = Database.isAway(failed) ? "the database does not answer: " : "the database cannot be used: ";
        away = Optional.of(why + failed.getMessage());
    }

    @Override
    public boolean needsRecovery() {
        return away.isPresent();
    }

    /** Asked for by a person while the database answers, it also begins anew with what is there. */
    @Override
    public void recover() {
        try {
            if (!options.readOnly() && !made) {
                Tables.make(database);
            }
            if (away.isEmpty()) {
                snapshot.forget();
                made = false;
            }
            refresh();
            if (away.isPresent() && snapshot.wasAnnounced()) {
                LOG.info("the database answers again (store={})", options.where());
            }
            away = Optional.empty();
        } catch (SQLException failed) {
            lost(failed);
        }
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
        leases.close();
        notifications.close();
        database.close();
    }
}
