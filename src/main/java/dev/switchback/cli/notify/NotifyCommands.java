package dev.switchback.cli.notify;

import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;

/** Makes the commands of this package by their names; a class is loaded only when its command is named. */
public final class NotifyCommands {

    private NotifyCommands() {}

    /** {@return the command of that name} */
    public static Object of(String path, Shell shell) {
        return switch (path) {
            case "notify" -> new NotifyCommand();
            case "notify test" -> new NotifyTestCommand(shell);
            default -> throw InvalidValueException.of("command", "a command about who is told", path);
        };
    }
}
