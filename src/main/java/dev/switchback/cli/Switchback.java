package dev.switchback.cli;

import dev.switchback.cli.log.StderrLogging;
import dev.switchback.cli.shell.Terminal;

/** The program {@code switchback}: {@code java -jar switchback.jar status}. */
public final class Switchback {

    private Switchback() {}

    /** Runs the command that the arguments name, and exits with its code. */
    public static void main(String[] arguments) {
        StderrLogging.install();
        System.setProperty("picocli.disable.closures", "true"); // it would look for Groovy
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** {@return the exit code of a command, run in this process} */
    static int run(Terminal terminal, String... arguments) {
        return new CommandTree(terminal, arguments).execute();
    }
}
