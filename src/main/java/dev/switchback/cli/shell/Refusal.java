package dev.switchback.cli.shell;

import dev.switchback.pipeline.MigrationException;
import java.util.List;

/** A command was not carried out, or only in part; its message says what holds now. */
public final class Refusal extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final int exit;
    private final String code;
    private final List<String> stillWorks;

    private Refusal(int exit, String code, String message, List<String> stillWorks) {
        super(message);
        this.exit = exit;
        this.code = code;
        this.stillWorks = List.copyOf(stillWorks);
    }

    /** {@return the refusal of something that nobody has confirmed} */
    public static Refusal unconfirmed(String what) {
        return new Refusal(
                ExitCode.REFUSED,
                "unconfirmed",
                "%s was not confirmed. Nothing was changed; --yes confirms it where there is no terminal"
                        .formatted(what),
                List.of());
    }

    /** {@return the same, where another option confirms it} */
    public static Refusal unconfirmed(String what, String option) {
        return new Refusal(
                ExitCode.REFUSED,
                "unconfirmed",
                "%s was not confirmed. Nothing was changed; %s confirms it where there is no terminal"
                        .formatted(what, option),
                List.of());
    }

    /** {@return the refusal of something that is not what was shown any more} */
    public static Refusal moved(String message) {
        return new Refusal(ExitCode.CONFLICT, "conflict", message, List.of());
    }

    /** {@return the refusal of something that the state forbids} */
    public static Refusal guarded(String what, List<String> guards) {
        return new Refusal(
                ExitCode.REFUSED,
                "guarded",
                "%s is refused: %s. Nothing was changed".formatted(what, String.join("; ", guards)),
                List.of());
    }

    /** {@return the refusal to go on with something of which a part is done; the message says which} */
    public static Refusal stopped(String message) {
        return new Refusal(ExitCode.REFUSED, "guarded", message, List.of());
    }

    /** {@return the refusal of something that could have no effect on nodes whose variables go before it} */
    public static Refusal masked(String what, List<String> masks) {
        return new Refusal(
                ExitCode.REFUSED,
                "masked",
                "%s has no effect where a variable masks it: %s. Restart without the variable, or use `switchback override legacy`, which nothing masks"
                        .formatted(what, String.join("; ", masks)),
                List.of());
    }

    /** {@return the failure of something that running processes refused or failed to do} */
    public static Refusal answered(int exit, String what, List<String> answers) {
        return new Refusal(
                exit,
                exit == ExitCode.REFUSED ? "guarded" : "failed",
                "%s failed: %s".formatted(what, String.join("; ", answers)),
                List.of());
    }

    /** {@return the failure of something that only running processes can do} */
    public static Refusal noLiveNode(String what, String migration) {
        return new Refusal(
                ExitCode.UNREACHABLE,
                "no_live_node",
                "%s needs a running process, and none is live (migration=%s). Nothing was asked; `switchback override legacy` works without one"
                        .formatted(what, migration),
                List.of());
    }

    /** {@return the failure to record something} */
    public static Refusal unreachable(String message, List<String> stillWorks) {
        return new Refusal(ExitCode.UNREACHABLE, "store_unreachable", message, stillWorks);
    }

    /** {@return the failure to find something} */
    public static Refusal notFound(String message) {
        return new Refusal(ExitCode.NOT_FOUND, "not_found", message, List.of());
    }

    /** {@return the code to exit with} */
    public int exit() {
        return exit;
    }

    /** {@return what kind of refusal it is, in lower snake case} */
    public String code() {
        return code;
    }

    /** {@return what an operator can do instead, a sentence each} */
    public List<String> stillWorks() {
        return stillWorks;
    }
}
