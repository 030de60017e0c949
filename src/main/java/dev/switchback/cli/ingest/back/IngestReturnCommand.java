package dev.switchback.cli.ingest.back;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.ingest.open.Situation;
import dev.switchback.cli.ingest.open.WayOut;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.IngestRollback;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.rollback.RollbackManager.Clearance;
import dev.switchback.rollback.RollbackState;
import dev.switchback.rollback.RollbackStatus;
import dev.switchback.state.Attribution;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Returns to asynchronous processing after a rollback. */
@Command(
        name = "return",
        header = {
            "Returns to asynchronous processing: clears the rollback of the queue, and enters ASYNC.",
            "",
            "  switchback ingest return --reason \"fixed in 1.4.2\"",
            ""
        },
        footer = {
            "",
            "It leads away from safety: shows the state and wants a yes. May be repeated if it was interrupted. Exits with",
            "5 while a rollback runs or has failed (`ingest recover` first), with 6 if the state has moved."
        })
public final class IngestReturnCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Option(names = "--force", description = "Leaves a recovery that failed too.")
    private boolean force;

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    /** Makes the command. */
    public IngestReturnCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Attribution by = change.by(shell);
        try (OpenRollback open = OpenRollback.of(shell, options, Duration.ofHours(1))) {
            OpenQueue queue = open.queue();
            RollbackStatus seen = open.manager().currentStatus();
            refuseWhileItIsNotOver(queue, seen.state());
            Mode before = queue.control().mode();
            Confirmation.of(
                    shell,
                    change,
                    "return to ASYNC",
                    List.of(
                            "%s is %s"
                                    .formatted(
                                            IngestRollback.target(queue.name()),
                                            seen.state().text()),
                            Situation.of(queue).sentence()));
            if (seen.state() != RollbackState.ACTIVE) {
                Clearance clearance = Clearance.of(by.reason(), by.operator(), seen.generation());
                open.manager().clear(force ? clearance.byForce() : clearance);
            }
            Control now = queue.store().change(control -> control.to(Mode.ASYNC), false, by);
            return queue.changed("mode", before.name(), now.mode().name(), now.generation(), "rollback --reason '...'");
        }
    }

    /** Before anybody is asked: nobody is to confirm what cannot be done. */
    private void refuseWhileItIsNotOver(OpenQueue queue, RollbackState state) {
        boolean mayLeave = !state.isForcing()
                || state == RollbackState.ROLLED_BACK
                || (force && state == RollbackState.RECOVERY_FAILED);
        if (!mayLeave) {
            throw Refusal.guarded(
                    "return to ASYNC",
                    List.of("%s is %s; %s"
                            .formatted(IngestRollback.target(queue.name()), state.text(), WayOut.of(state, queue))));
        }
    }
}
