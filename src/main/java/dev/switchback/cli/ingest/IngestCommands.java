package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.back.IngestRecoverCommand;
import dev.switchback.cli.ingest.back.IngestReturnCommand;
import dev.switchback.cli.ingest.back.IngestRollbackCommand;
import dev.switchback.cli.ingest.look.ChangesCommand;
import dev.switchback.cli.ingest.look.DeadListCommand;
import dev.switchback.cli.ingest.look.EventsCommand;
import dev.switchback.cli.ingest.look.IngestStatusCommand;
import dev.switchback.cli.ingest.look.QueueListCommand;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;

/** Makes the commands of this package by their names; a class is loaded only when its command is named. */
public final class IngestCommands {

    private IngestCommands() {}

    /** {@return the command of that name} */
    public static Object of(String path, Shell shell) {
        return switch (path) {
            case "ingest" -> new IngestCommand(shell);
            case "ingest status" -> new IngestStatusCommand(shell);
            case "ingest mode" -> new ModeCommand(shell);
            case "ingest set" -> new SetCommand(shell);
            case "ingest poll" -> new PollCommand(shell);
            case "ingest drain" -> new DrainCommand(shell);
            case "ingest rescue" -> new RescueCommand(shell);
            case "ingest queue" -> new IngestCommand.Queue(shell);
            case "ingest queue list" -> new QueueListCommand(shell);
            case "ingest events" -> new EventsCommand(shell);
            case "ingest discard" -> new DiscardCommand(shell);
            case "ingest dead" -> new IngestCommand.Dead(shell);
            case "ingest dead list" -> new DeadListCommand(shell);
            case "ingest dead requeue" -> new RequeueCommand(shell);
            case "ingest submit" -> new SubmitCommand(shell);
            case "ingest verify" -> new VerifyCommand(shell);
            case "ingest changes" -> new ChangesCommand(shell);
            case "ingest rollback" -> new IngestRollbackCommand(shell);
            case "ingest recover" -> new IngestRecoverCommand(shell);
            case "ingest return" -> new IngestReturnCommand(shell);
            default -> throw InvalidValueException.of("command", "a command about a queue", path);
        };
    }
}
