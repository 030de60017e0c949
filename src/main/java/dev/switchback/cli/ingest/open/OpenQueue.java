package dev.switchback.cli.ingest.open;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Secrets;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.jdbc.SchemaUrl;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The queue that a command works on, opened; closing it closes the store. */
public final class OpenQueue implements AutoCloseable {

    /** No such table in PostgreSQL and H2, twice; no control row of that name. */
    private static final Set<String> NO_QUEUE = Set.of("42P01", "42S02", "42S04", "02000");

    private final Shell shell;
    private final QueueOptions options;
    private final QueueStore store;
    private final Control control;

    private OpenQueue(Shell shell, QueueOptions options, QueueStore store, Control control) {
        this.shell = shell;
        this.options = options;
        this.store = store;
        this.control = control;
    }

    /**
     * Opens a queue that is there; nothing is made.
     *
     * @throws Refusal if there is no such queue, or its database does not answer
     */
    public static OpenQueue of(Shell shell, QueueOptions options) {
        String queue = options.queue(shell);
        SchemaUrl url = options.url(shell);
        if (url.isAbsentFile()) {
            throw absent(queue, url.shown());
        }
        QueueStore store = TableQueueStore.open(queue, url.url());
        try {
            return new OpenQueue(shell, options, store, store.control());
        } catch (QueueUnavailableException refused) {
            store.close();
            boolean absent = refused.getCause() instanceof SQLException cause
                    && NO_QUEUE.contains(String.valueOf(cause.getSQLState()));
            throw absent
                    ? absent(queue, url.shown())
                    : Refusal.unreachable(String.valueOf(refused.getMessage()), stillWorks());
        }
    }

    private static Refusal absent(String queue, String where) {
        return Refusal.notFound(
                "there is no queue %s in %s: an application makes it when it starts, and `ingest submit --create` does"
                        .formatted(queue, where));
    }

    /** {@return what an operator can do while the database of a queue does not answer} */
    private static List<String> stillWorks() {
        return List.of(
                "an application whose database does not answer refuses events by itself: 503, and nothing is lost",
                "an application that is stopped processes nothing; what is in the queue stays there");
    }

    /** {@return where it is kept} */
    public QueueStore store() {
        return store;
    }

    /** {@return mode and settings as they were when it was opened} */
    public Control control() {
        return control;
    }

    /** {@return the queue's name} */
    public String name() {
        return options.queue(shell);
    }

    /** {@return the beginning of an answer about it} */
    public Fields answer() {
        return Fields.answer().put("queue", name());
    }

    /** {@return a command about it, as it is to be typed; without what is secret in a URL} */
    public String command(String words) {
        return SafeText.of("switchback ingest %s%s".formatted(words, Secrets.hidden(options.words(shell))));
    }

    /** {@return the exit code, after saying what was changed, and how it is changed back} */
    public int changed(String what, String before, String after, long audit, String undo) {
        String back = command(undo);
        boolean same = before.equals(after);
        shell.answer(
                answer().put("change", what)
                        .put("before", before)
                        .put("after", after)
                        .put("audit", audit)
                        .put("undo", same ? null : back),
                same
                        ? List.of("%s: %s is %s already".formatted(name(), what, after))
                        : List.of(
                                "%s: %s %s -> %s".formatted(name(), what, before, after),
                                "audit: %d".formatted(audit),
                                "undo: " + back));
        return ExitCode.OK;
    }

    @Override
    public void close() {
        store.close();
    }
}
