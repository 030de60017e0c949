package dev.switchback.cli;

import dev.switchback.cli.log.StderrLogging;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Terminal;
import dev.switchback.state.view.Reason;
import java.io.IOException;
import java.util.Optional;

/** The program {@code switchback}: {@code java -jar switchback.jar status}. */
public final class Switchback {

    private Switchback() {}

    /** Runs the command that the arguments name, and exits with its code. */
    public static void main(String[] arguments) {
        StderrLogging.install();
        System.setProperty("picocli.disable.closures", "true"); // it would look for Groovy
        System.exit(run(Terminal.ofProgram(), arguments));
    }

    /** {@return the exit code of a command, run in this process} */
    static int run(Terminal terminal, String... arguments) {
        return told(terminal, new CommandTree(terminal, arguments).execute());
    }

    /** An answer that is not there must not look like one: what a script keeps would be cut short. */
    private static int told(Terminal terminal, int exit) {
        Optional<IOException> trouble = terminal.trouble();
        if (trouble.isEmpty() || terminal.hasLostItsReader()) {
            return exit;
        }
        terminal.err()
                .println("the answer could not be written to stdout: %s. What was changed before holds"
                        .formatted(SafeText.of(Reason.of(trouble.get()))));
        terminal.err().flush();
        return exit == ExitCode.OK ? ExitCode.ERROR : exit;
    }
}
