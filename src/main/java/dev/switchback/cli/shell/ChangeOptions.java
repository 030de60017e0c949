package dev.switchback.cli.shell;

import dev.switchback.state.Attribution;
import picocli.CommandLine.Option;

/** The options of every command that changes something. */
public final class ChangeOptions {

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why: 1 to 1000 characters, kept in the history.")
    private String reason = "";

    @Option(names = "--yes", description = "Confirms what leads away from safety, where nobody can be asked.")
    private boolean yes;

    /** {@return why} */
    public String reason() {
        return reason;
    }

    /** {@return whether it is confirmed beforehand} */
    public boolean yes() {
        return yes;
    }

    /**
     * Returns who changes something, and why.
     *
     * @throws dev.switchback.pipeline.InvalidValueException if the reason or the operator is none ; nothing was changed
     */
    public Attribution by(Shell shell) {
        return new Attribution(shell.operator(), reason, "cli");
    }
}
