package dev.switchback.cli.shell;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Attribution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that changes something. */
public final class ChangeOptions {

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Needed: why, in 1 to 1000 characters; kept in the history.")
    private @Nullable String reason; // not required by picocli, which would want it of `rollback` in `rollback plan`

    @Option(names = "--yes", description = "Confirms what leads away from safety, where nobody can be asked.")
    private boolean yes;

    /**
     * Returns why.
     *
     * @throws InvalidValueException if no reason was given
     */
    public String reason() {
        if (reason == null) {
            throw InvalidValueException.of("--reason", "given, in 1 to 1000 characters", "missing");
        }
        return reason;
    }

    /**
     * Returns if nothing is to be changed; whoever says why, but not what, must not take the change for made.
     *
     * @param what the options of which one would say what to change
     * @throws InvalidValueException if a reason or a confirmation was given
     */
    public void refuseWithout(String what) {
        String rule = "given with " + what;
        InvalidValueException.unless(reason == null, "--reason", rule, reason);
        InvalidValueException.unless(!yes, "--yes", rule, "alone");
    }

    /** {@return whether it is confirmed beforehand} */
    public boolean yes() {
        return yes;
    }

    /**
     * Returns who changes something, and why.
     *
     * @throws InvalidValueException if the reason or the operator is none ; nothing was changed
     */
    public Attribution by(Shell shell) {
        return new Attribution(shell.operator(), reason(), "cli");
    }
}
