package dev.switchback.cli.canary;

import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;

/** Makes the commands of this package by their names; a class is loaded only when its command is named. */
public final class CanaryCommands {

    private CanaryCommands() {}

    /** {@return the command of that name} */
    public static Object of(String path, Shell shell) {
        return switch (path) {
            case "canary report" -> new CanaryReportCommand(shell);
            case "canary mismatches" -> new MismatchesCommand(shell);
            case "canary ignore" -> new IgnoreCommand(shell);
            case "canary noise" -> new NoiseCommand(shell);
            case "canary export" -> new ExportCommand(shell);
            case "canary replay" -> new ReplayCommand(shell);
            default -> throw InvalidValueException.of("command", "a command about canaries", path);
        };
    }
}
