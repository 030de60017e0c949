package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.ControlChange;
import dev.switchback.ingest.queue.DeadEvent;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Labels;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.ModeRefusedException;
import dev.switchback.ingest.queue.QueueDesk;
import dev.switchback.ingest.queue.QueueRow;
import dev.switchback.ingest.queue.QueuedEvent;
import dev.switchback.jdbc.Database;
import dev.switchback.jdbc.Notifications;
import dev.switchback.state.Attribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The part of the queue in tables that operators use. */
abstract class TableDesk implements QueueDesk {

    /** Where processes hear of events and of changes. */
    static final String CHANNEL = "switchback_ingest";

    /** How many events are moved in one transaction. */
    private static final int MOST = 1_000;

    final String queue;
    final Sql sql;
    final ControlTable control;
    private final Transactions transactions;
    private final Looks looks;
    private final Morgue morgue;

    TableDesk(String queue, Database database) {
        this.queue = Labels.name("queue", queue);
        sql = database.isEmbedded() ? Sql.H2 : Sql.POSTGRES;
        transactions = new Transactions(database);
        control = new ControlTable(queue, sql);
        looks = new Looks(sql);
        morgue = new Morgue(sql);
    }

    @Override
    public Control control() {
        return transactions.run("read the mode", control::read);
    }

    @Override
    public Control change(UnaryOperator<Control> edit, boolean forced, Attribution by) {
        return transactions.run("change the mode", connection -> {
            Control changed = control.change(connection, edit, forced, by);
            if (sql == Sql.POSTGRES) {
                Notifications.send(connection, CHANNEL, queue);
            }
            return changed;
        });
    }

    @Override
    public List<ControlChange> changes(int most) {
        return transactions.run("read the changes", connection -> control.changes(connection, most));
    }

    @Override
    public Depths depths() {
        return transactions.run("count events", looks::depths);
    }

    @Override
    public Map<String, Long> depthsByTenant() {
        return transactions.run("count events", looks::byTenant);
    }

    @Override
    public Accounting accounting() {
        return transactions.run("count events", looks::accounting);
    }

    @Override
    public List<QueueRow> queued(boolean processing, int most) {
        return transactions.run("list the queue", connection -> looks.queued(connection, processing, most));
    }

    @Override
    public List<QueuedEvent> events(int most) {
        return transactions.run("list events", connection -> looks.events(connection, most));
    }

    @Override
    public List<DeadEvent> dead(int most) {
        return transactions.run("list dead events", connection -> morgue.dead(connection, most));
    }

    @Override
    public List<UUID> discard(List<UUID> ids, Attribution by) {
        return transactions.run("discard events", connection -> {
            List<UUID> discarded = morgue.discard(connection, ids, by);
            control.remark(connection, "discard", discarded.size(), by);
            return discarded;
        });
    }

    @Override
    public List<UUID> requeue(List<UUID> ids, Attribution by) {
        return ids.isEmpty() ? requeueAll(by) : requeueNamed(ids, by);
    }

    private List<UUID> requeueNamed(List<UUID> ids, Attribution by) {
        List<UUID> ordered = ids.stream().sorted().distinct().toList(); // they begin with the time
        List<UUID> requeued = new ArrayList<>();
        for (int from = 0; from < ordered.size(); from += MOST) {
            List<UUID> some = ordered.subList(from, Math.min(ordered.size(), from + MOST));
            requeued.addAll(requeue(connection -> morgue.requeue(connection, some), by));
        }
        return requeued;
    }

    /** What dies again in the meantime stays dead, or it would come back for ever. */
    private List<UUID> requeueAll(Attribution by) {
        Instant began = transactions.run("read the time", morgue::now);
        List<UUID> requeued = new ArrayList<>();
        List<UUID> some;
        do {
            some = requeue(connection -> morgue.requeue(connection, began, MOST), by);
            requeued.addAll(some);
        } while (!some.isEmpty());
        return requeued;
    }

    private List<UUID> requeue(Database.Work<List<UUID>> move, Attribution by) {
        return transactions.run("requeue events", connection -> {
            if (control.share(connection) == Mode.SYNC) {
                throw ModeRefusedException.leftAlone();
            }
            List<UUID> requeued = move.on(connection);
            if (!requeued.isEmpty()) {
                control.remark(connection, "requeue", requeued.size(), by);
            }
            return requeued;
        });
    }

    @Override
    public void wake() {
        if (sql == Sql.POSTGRES) {
            transactions.run("wake the processors", connection -> {
                Notifications.send(connection, CHANNEL, queue);
                return queue;
            });
        }
    }
}
