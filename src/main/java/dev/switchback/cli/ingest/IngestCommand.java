package dev.switchback.cli.ingest;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Shell;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of the commands about a queue of events. */
@Command(
        name = "ingest",
        header = {
            "Looks at the queue of events, steers it, and takes it back to synchronous processing.",
            "",
            "  switchback ingest status                              what it is doing, and what to press",
            "  switchback ingest mode HOLD --reason \"wrong totals\"   queues and processes nothing",
            "  switchback ingest drain --wait                        until nothing is left, with an estimate",
            "  switchback ingest rollback --reason \"too slow\"        back to synchronous processing, proven",
            ""
        },
        footer = {
            "",
            "The database of the queue is that of --database or MIGRATION_INGEST_URL, by default an H2 in the directory",
            "of the state. The queue is that of --queue or MIGRATION_INGEST_QUEUE, by default `events`. The modes:",
            "ASYNC queues and processes; HOLD queues; DRAIN processes new events at once and the queue beside them;",
            "SYNC processes new events at once; REJECT refuses them and processes the queue."
        })
class IngestCommand implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    IngestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(shell.terminal().err());
        }
        return ExitCode.USAGE;
    }

    /** The group of the commands about what is in the queue. */
    @Command(
            name = "queue",
            header = {"Shows what is in the queue.", "", "  switchback ingest queue list --status pending", ""})
    static final class Queue extends IngestCommand {

        Queue(Shell shell) {
            super(shell);
        }
    }

    /** The group of the commands about dead events. */
    @Command(
            name = "dead",
            header = {
                "Shows dead events, and brings them back.",
                "",
                "  switchback ingest dead list",
                "  switchback ingest dead requeue --reason \"fixed in 1.4.2\"",
                ""
            })
    static final class Dead extends IngestCommand {

        Dead(Shell shell) {
            super(shell);
        }
    }
}
