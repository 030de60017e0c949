package dev.switchback.cli.keep;

import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;

/** Makes the commands of this package by their names; a class is loaded only when its command is named. */
public final class StateCommands {

    private StateCommands() {}

    /** {@return the command of that name} */
    public static Object of(String path, Shell shell) {
        return switch (path) {
            case "state" -> new StateCommand();
            case "state export" -> new StateExportCommand(shell);
            case "state import" -> new StateImportCommand(shell);
            case "state reopen" -> new StateReopenCommand(shell);
            default -> throw InvalidValueException.of("command", "a command about the state", path);
        };
    }
}
