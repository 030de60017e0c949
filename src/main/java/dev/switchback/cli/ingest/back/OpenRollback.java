package dev.switchback.cli.ingest.back;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.ingest.open.Situation;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.RollbackText;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.Draining;
import dev.switchback.ingest.Draining.Progress;
import dev.switchback.ingest.IngestRollback;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.rollback.RollbackState;
import dev.switchback.rollback.StoredRollbackManager;
import dev.switchback.state.DurableStateStore;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A queue and the rollback of it, opened; closing it closes both. For one thread. */
final class OpenRollback implements AutoCloseable {

    private static final Duration NO_PROGRESS = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Shell shell;
    private final OpenQueue queue;
    private final DurableStateStore state;
    private final StoredRollbackManager manager;
    private Instant told = Instant.MIN;

    private OpenRollback(Shell shell, OpenQueue queue, DurableStateStore state, Duration timeout) {
        this.shell = shell;
        this.queue = queue;
        this.state = state;
        Draining draining = new Draining(timeout, NO_PROGRESS, this::tell, System::nanoTime, time -> {
            if (!shell.terminal().pause().over(time)) {
                throw new InterruptedException("nobody waits any more");
            }
        });
        IngestRollback strategy = new IngestRollback(queue.name(), queue.store(), forced -> {}, draining);
        manager = StoredRollbackManager.builder(state, queue.name(), strategy)
                .time(shell.terminal().clock(), System::nanoTime)
                .source("cli")
                .open();
    }

    /**
     * Opens the queue and the state.
     *
     * @param timeout how long the queue may take to get empty
     * @throws Refusal if either cannot be opened ; it says what works all the same
     */
    static OpenRollback of(Shell shell, QueueOptions options, Duration timeout) {
        OpenQueue queue = OpenQueue.of(shell, options);
        DurableStateStore state = null;
        try {
            state = state(shell, queue);
            return new OpenRollback(shell, queue, state, timeout);
        } catch (RuntimeException refused) {
            if (state != null) {
                state.close();
            }
            queue.close();
            throw refused;
        }
    }

    private static DurableStateStore state(Shell shell, OpenQueue queue) {
        try {
            return OpenState.storeForChanging(shell, shell.databaseApart());
        } catch (Refusal refused) {
            throw refused.exit() == ExitCode.UNREACHABLE
                    ? Refusal.unreachable(String.valueOf(refused.getMessage()), byHand(queue))
                    : refused;
        }
    }

    /** The same without a record of it. */
    private static List<String> byHand(OpenQueue queue) {
        return List.of(
                "`%s`, then".formatted(queue.command("mode DRAIN --reason '...'")),
                "`%s`, then".formatted(queue.command("drain --wait")),
                "`%s`, then".formatted(queue.command("mode SYNC --reason '...'")),
                "`%s`".formatted(queue.command("verify")));
    }

    private void tell(Progress progress) {
        Instant now = shell.now();
        if (shell.isJson() || now.isBefore(told.equals(Instant.MIN) ? told : told.plus(BETWEEN))) {
            return;
        }
        told = now;
        shell.note("%d left (%d wait, %d are being processed), %s"
                .formatted(
                        progress.depths().total(),
                        progress.depths().pending(),
                        progress.depths().processing(),
                        progress.isKnown()
                                ? "%.1f/s, about %s".formatted(progress.perSecond(), Situation.time(progress.eta()))
                                : "no estimate yet"));
    }

    OpenQueue queue() {
        return queue;
    }

    StoredRollbackManager manager() {
        return manager;
    }

    RollbackState recorded() {
        return manager.currentStatus().state();
    }

    /** {@return the exit code, after showing how it went} */
    int show(RollbackState before, RollbackReport report) {
        Long audit = report.durable() ? newest().orElse(null) : null;
        String undo = queue.command(report.success() ? "return --reason '...'" : "recover --reason '...'");
        String target = IngestRollback.target(queue.name());
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s -> %s in %d ms"
                .formatted(
                        target,
                        before.text(),
                        report.state().text(),
                        report.took().toMillis()));
        lines.addAll(RollbackText.lines(report));
        report.validation()
                .checks()
                .forEach(check -> lines.add("  %-4s %-20s %s"
                        .formatted(check.passed() ? "ok" : "FAIL", check.name(), SafeText.of(check.detail()))));
        lines.add("audit: %s".formatted(audit == null ? "not recorded" : audit));
        lines.add((report.success() ? "undo: " : "next: ") + undo);
        Fields fields = queue.answer()
                .put("target", target)
                .put("change", "rollback")
                .put("before", before.text())
                .put("after", report.state().text())
                .put("audit", audit)
                .put("undo", undo)
                .putAll(RollbackText.fields(report));
        shell.answer(fields, lines);
        if (!report.durable()) {
            shell.note("it is not recorded: %s".formatted(SafeText.of(report.sentence())));
            return ExitCode.UNREACHABLE;
        }
        return report.isProven() ? ExitCode.OK : report.success() ? ExitCode.DEGRADED : ExitCode.ERROR;
    }

    private Optional<Long> newest() {
        try {
            return state.history(HistoryQuery.newest(1).of(queue.name())).stream()
                    .map(HistoryEntry::sequence)
                    .findFirst();
        } catch (StateStoreException unreadable) { // what is done is done; its number is not worth a failure
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        manager.close();
        state.close();
        queue.close();
    }
}
