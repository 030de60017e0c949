package dev.switchback.cli.read;

import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;

/** Makes the commands of this package by their names; a class is loaded only when its command is named. */
public final class ReadCommands {

    private ReadCommands() {}

    /** {@return the command of that name} */
    public static Object of(String path, Shell shell) {
        return switch (path) {
            case "status" -> new StatusCommand(shell);
            case "health" -> new HealthCommand(shell);
            case "statistics" -> new StatisticsCommand(shell);
            case "report" -> new ReportCommand(shell);
            case "explain" -> new ExplainCommand(shell);
            case "simulate" -> new SimulateCommand(shell);
            case "history" -> new HistoryCommand(shell);
            case "history verify" -> new HistoryVerifyCommand(shell);
            case "history archive" -> new HistoryArchiveCommand(shell);
            case "doctor" -> new DoctorCommand(shell);
            default -> throw InvalidValueException.of("command", "a command that looks", path);
        };
    }
}
