package dev.switchback.cli.shell;

import dev.switchback.ingest.queue.ModeRefusedException;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.MigrationException;
import dev.switchback.rollback.RollbackRefusedException;
import dev.switchback.router.ForcedCallRefusedException;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.track.TrackingException;
import dev.switchback.state.StateConflictException;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, on stderr or as JSON on stdout, and with which code to exit; never a stack trace. */
public final class Failures {

    private final Shell shell;
    private final boolean json;

    /**
     * Makes one.
     *
     * @param json whether the failure is to be JSON, also where the options could not be read
     */
    public Failures(Shell shell, boolean json) {
        this.shell = shell;
        this.json = json;
    }

    /** {@return the exit code of a command line that could not be read, after saying why} */
    public int usage(ParameterException wrong) {
        String message = SafeText.of(Secrets.ofUsage(said(wrong)));
        String input = wrong.getArgSpec() == null
                ? null
                : wrong.getArgSpec().isOption()
                        ? ((CommandLine.Model.OptionSpec) wrong.getArgSpec()).longestName()
                        : wrong.getArgSpec().paramLabel();
        String value = wrong.getValue() == null ? null : Secrets.ofUsage(wrong.getValue());
        tell(new Failure(ExitCode.USAGE, "usage", message, input, value, "as `--help` says", List.of()));
        if (!json) {
            CommandLine command = wrong.getCommandLine();
            UnmatchedArgumentException.printSuggestions(wrong, shell.terminal().err());
            shell.note("try `%s --help`".formatted(command.getCommandSpec().qualifiedName()));
        }
        return ExitCode.USAGE;
    }

    /** What follows an option that is not known may be a password, as its misspelled name would have said. */
    private static String said(ParameterException wrong) {
        String message = String.valueOf(wrong.getMessage());
        int list = message.indexOf('\'');
        if (!(wrong instanceof UnmatchedArgumentException unmatched) || list < 0) {
            return message;
        }
        List<String> words = new ArrayList<>();
        boolean follows = false;
        for (String word : unmatched.getUnmatched()) {
            boolean option = word.startsWith("-");
            int end = option ? word.indexOf('=') : -1;
            words.add("'%s'".formatted(end >= 0 ? word.substring(0, end) + "=..." : follows && !option ? "..." : word));
            follows = option ? end < 0 : follows;
        }
        return message.substring(0, list) + String.join(", ", words);
    }

    /** {@return the exit code of a command that threw, after saying what} */
    public int thrown(Throwable thrown) {
        Failure failure = failure(thrown);
        tell(failure);
        return failure.exit;
    }

    /** {@return what is to be told of a failure that does not end the command} */
    public Told told(Throwable thrown) {
        Failure failure = failure(thrown);
        return new Told(failure.exit, failure.message, failure.fields());
    }

    /**
     * What is to be told of a failure.
     *
     * @param exit the code that it would have ended the command with
     * @param message for people
     * @param fields for programs
     */
    public record Told(int exit, String message, Fields fields) {}

    private Failure failure(Throwable thrown) {
        String message = Secrets.hidden(Objects.requireNonNullElse(thrown.getMessage(), thrown.toString()));
        if (thrown instanceof InvalidValueException wrong) {
            return new Failure(
                    ExitCode.USAGE,
                    "invalid_value",
                    Secrets.ofUsage(message),
                    wrong.input(),
                    Secrets.ofUsage(wrong.value()),
                    wrong.rule(),
                    List.of());
        }
        if (thrown instanceof Refusal refusal) {
            return Failure.of(refusal.exit(), refusal.code(), message, refusal.stillWorks());
        }
        if (thrown instanceof StateConflictException) {
            return Failure.of(ExitCode.CONFLICT, "conflict", message, List.of());
        }
        if (thrown instanceof StateStoreException) {
            return Failure.of(ExitCode.UNREACHABLE, "store_unreachable", message, OpenState.stillWorks(shell));
        }
        if (thrown instanceof QueueUnavailableException) {
            return Failure.of(ExitCode.UNREACHABLE, "store_unreachable", message, List.of());
        }
        if (thrown instanceof ModeRefusedException) {
            return Failure.of(ExitCode.REFUSED, "guarded", message, List.of());
        }
        if (thrown instanceof SchemaChangeException change) {
            return change.isRefused()
                    ? Failure.of(ExitCode.REFUSED, "guarded", message, List.of())
                    : change.isUnreachable()
                            ? Failure.of(ExitCode.UNREACHABLE, "store_unreachable", message, List.of())
                            : Failure.of(ExitCode.ERROR, "error", message, List.of());
        }
        if (thrown instanceof TrackingException tracking && tracking.isLocked()) {
            return Failure.of(ExitCode.CONFLICT, "locked", message, List.of());
        }
        if (thrown instanceof RollbackRefusedException || thrown instanceof ForcedCallRefusedException) {
            return Failure.of(ExitCode.REFUSED, "guarded", message, List.of());
        }
        if (thrown instanceof IOException disk) {
            String why = Secrets.hidden("a file could not be read or written: " + Reason.of(disk));
            return Failure.of(ExitCode.ERROR, "error", why, List.of());
        }
        String said =
                thrown instanceof MigrationException ? message : Secrets.hidden("it failed unexpectedly: " + thrown);
        return Failure.of(ExitCode.ERROR, "error", said, List.of());
    }

    private void tell(Failure failure) {
        if (json) {
            shell.terminal().out().println(JsonText.of(Fields.answer().put("error", failure.fields())));
            shell.terminal().out().flush();
            return;
        }
        shell.note(SafeText.of(failure.message));
        failure.stillWorks.forEach(way -> shell.note("still works: " + way));
    }

    private record Failure(
            int exit,
            String code,
            String message,
            @Nullable String input,
            @Nullable String value,
            @Nullable String rule,
            List<String> stillWorks) {

        static Failure of(int exit, String code, String message, List<String> stillWorks) {
            return new Failure(exit, code, message, null, null, null, stillWorks);
        }

        Fields fields() {
            Fields error = Fields.of()
                    .put("code", code)
                    .put("message", message)
                    .put("input", input)
                    .put("value", value)
                    .put("rule", rule);
            return stillWorks.isEmpty() ? error : error.put("stillWorks", stillWorks);
        }
    }
}
