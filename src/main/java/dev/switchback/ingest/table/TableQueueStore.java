package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.ClaimedDelivery;
import dev.switchback.ingest.queue.Intake;
import dev.switchback.ingest.queue.Labels;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueuedEvent;
import dev.switchback.jdbc.Database;
import dev.switchback.jdbc.Notifications;
import dev.switchback.jdbc.PoolUse;
import dev.switchback.pipeline.InvalidValueException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/** A queue in the tables of a PostgreSQL, or of an H2 that the processes of one machine share. */
public final class TableQueueStore extends TableDesk implements QueueStore {

    private static final int CONNECTIONS = 10;

    private final Database database;
    private final boolean owned;
    private final Arrivals arrivals;
    private final Claims claims;
    private final Endings endings;
    private final DeliveryTable deliveries;
    private final Transactions transactions;
    private final Notifying notifying;
    private volatile List<String> subscribers = List.of();

    private TableQueueStore(String queue, Database database, boolean owned, LongSupplier nanoTime) {
        super(queue, database);
        this.database = database;
        this.owned = owned;
        transactions = new Transactions(database);
        arrivals = new Arrivals(sql);
        claims = new Claims(sql, nanoTime);
        notifying = new Notifying(nanoTime);
        endings = new Endings(sql);
        deliveries = new DeliveryTable(sql);
    }

    /**
     * Opens a queue with a pool of its own.
     *
     * @param url {@code jdbc:postgresql:} or {@code jdbc:h2:}
     */
    public static TableQueueStore open(String queue, String url) {
        return open(queue, url, 0);
    }

    /**
     * Opens a queue with a pool of its own.
     *
     * @param url {@code jdbc:postgresql:} or {@code jdbc:h2:}
     * @param handling how many transactions besides may be kept open by handlers
     */
    public static TableQueueStore open(String queue, String url, int handling) {
        Database database = Database.ofEither("database", url, CONNECTIONS + handling);
        return new TableQueueStore(queue, database, true, System::nanoTime);
    }

    /** {@return a queue in a database that the caller closes} */
    public static TableQueueStore of(String queue, Database database, LongSupplier nanoTime) {
        return new TableQueueStore(queue, database, false, nanoTime);
    }

    /** {@return how the pool is used} */
    public PoolUse poolUse() {
        return database.poolUse();
    }

    @Override
    public String shown() {
        return database.shown();
    }

    @Override
    public void prepare() {
        Definition.Held held = transactions.run("prepare the queue", connection -> {
            Definition.prepare(connection, database.isEmbedded());
            control.prepare(connection);
            return Definition.held(connection, queue);
        });
        InvalidValueException.unless(
                held.queue().equals(queue), "queue", "the one that is in this database: " + held.queue(), queue);
        InvalidValueException.unless(
                held.format() <= Definition.FORMAT,
                "format of the queue's tables",
                "at most %d, or made by a newer Switchback that is to be used here".formatted(Definition.FORMAT),
                held.format());
    }

    @Override
    public Intake accept(List<Arriving> events, boolean handled) {
        return transactions.run("take events in", connection -> accept(connection, events, handled));
    }

    private Intake accept(Connection connection, List<Arriving> events, boolean handled) throws SQLException {
        if (sql == Sql.POSTGRES && !handled && !Arrivals.haveKeys(events)) {
            return arrivals.queueAtOnce(connection, events, queue, notifying.next());
        }
        Mode mode = control.share(connection);
        boolean taken =
                handled ? mode.accepting() != Mode.Accepting.REFUSED : mode.accepting() == Mode.Accepting.QUEUED;
        if (!taken) {
            return new Intake(mode, List.of());
        }
        List<Intake.Fate> fates = arrivals.write(connection, events, handled, subscribers);
        boolean somebodyWaits = !handled || !subscribers.isEmpty();
        if (sql == Sql.POSTGRES && somebodyWaits && notifying.next().isPresent()) {
            Notifications.send(connection, TableDesk.CHANNEL, queue);
        }
        return new Intake(mode, fates);
    }

    @Override
    public Intake accept(List<Arriving> events, InTransaction handler) throws Exception {
        return transactions.handled(
                "take events in",
                connection -> {
                    Intake intake = accept(connection, events, true);
                    List<Arriving> taken = new ArrayList<>();
                    for (int i = 0; i < intake.fates().size(); i++) {
                        if (intake.fates().get(i).what() == Intake.What.NEW) {
                            taken.add(events.get(i));
                        }
                    }
                    List<QueuedEvent> fresh = Looks.asTaken(connection, taken);
                    if (!fresh.isEmpty()) {
                        Transactions.handle(handler, fresh, connection);
                    }
                    return intake;
                },
                this::probe);
    }

    @Override
    public void probe() {
        NewEvent event = NewEvent.of("{\"probe\": true}");
        transactions.undone(
                "try to take an event in",
                connection ->
                        arrivals.write(connection, List.of(new Arriving(UUID.randomUUID(), event)), true, List.of()));
    }

    @Override
    public Map<UUID, Intake.Fate> look(List<Arriving> events) {
        return transactions.run("look keys up", connection -> arrivals.look(connection, events));
    }

    @Override
    public Set<UUID> behindQueued(List<Arriving> events) {
        return transactions.run("look into the queue", connection -> arrivals.behindQueued(connection, events));
    }

    @Override
    public List<Claimed> claim(String owner, int most) {
        return transactions.run("claim events", connection -> claims.claim(connection, owner, most));
    }

    @Override
    public List<UUID> finish(List<Claimed> processed) {
        return transactions.run("finish events", connection -> endings.finish(connection, processed, subscribers));
    }

    @Override
    public List<UUID> finish(List<Claimed> claimed, InTransaction handler) throws Exception {
        return transactions.handled(
                "finish events",
                connection -> {
                    List<UUID> ours = endings.finish(connection, claimed, subscribers);
                    List<QueuedEvent> events = Claims.events(claimed).stream()
                            .filter(event -> ours.contains(event.id()))
                            .toList();
                    if (!events.isEmpty()) {
                        Transactions.handle(handler, events, connection);
                    }
                    return ours;
                },
                this::probe);
    }

    @Override
    public List<QueuedEvent> process(int most, InTransaction handler) throws Exception {
        return transactions.handled(
                "process events",
                connection -> {
                    List<Claimed> locked = claims.lock(connection, most);
                    if (locked.isEmpty()) {
                        return List.of();
                    }
                    List<QueuedEvent> events = Claims.events(locked);
                    Transactions.handle(handler, events, connection);
                    endings.finishLocked(connection, locked, subscribers);
                    return events;
                },
                this::probe);
    }

    @Override
    public FailedAttempts fail(List<Failure> failures) {
        return transactions.run("put events back", connection -> endings.fail(connection, failures));
    }

    @Override
    public void release(List<Claimed> untouched) {
        transactions.run("put events back", connection -> {
            endings.release(connection, untouched);
            return untouched;
        });
    }

    @Override
    public int extend(String owner, Set<Long> tokens) {
        return tokens.isEmpty()
                ? 0
                : transactions.run("extend the lease", connection -> claims.extend(connection, owner, tokens));
    }

    @Override
    public FailedAttempts rescue(boolean all) {
        return transactions.run("rescue events", connection -> endings.rescue(connection, all));
    }

    @Override
    public void tidy() {
        transactions.run("add up what was accepted", new AcceptedCounts(sql)::addUp);
    }

    @Override
    public void subscribers(List<String> names) {
        subscribers =
                names.stream().map(name -> Labels.name("subscriber", name)).toList();
    }

    @Override
    public List<ClaimedDelivery> claimDeliveries(String owner, String subscriber, int most) {
        return transactions.run(
                "claim deliveries", connection -> deliveries.claim(connection, owner, subscriber, most));
    }

    @Override
    public void delivered(List<ClaimedDelivery> made) {
        transactions.run("note deliveries", connection -> {
            deliveries.delivered(connection, made);
            return made;
        });
    }

    @Override
    public void undelivered(List<ClaimedDelivery> failed, List<String> errors, List<Duration> pauses) {
        transactions.run("put deliveries back", connection -> {
            deliveries.undelivered(connection, failed, errors, pauses);
            return failed;
        });
    }

    @Override
    public void releaseDeliveries(List<ClaimedDelivery> untouched) {
        transactions.run("put deliveries back", connection -> {
            deliveries.release(connection, untouched);
            return untouched;
        });
    }

    @Override
    public AutoCloseable onChange(Runnable wake) {
        if (sql == Sql.H2) {
            return () -> {}; // it remains to look
        }
        Notifications notifications = Notifications.of(database, TableDesk.CHANNEL, wake);
        notifications.start();
        return notifications;
    }

    @Override
    public void close() {
        if (owned) {
            database.close();
        }
    }
}
