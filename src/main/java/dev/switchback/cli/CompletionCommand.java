package dev.switchback.cli;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Writes what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        header = {"Writes a completion script for bash and zsh.", "", "  source <(switchback completion)", ""})
final class CompletionCommand implements Callable<Integer> {

    private final Shell shell;
    private final CommandLine root;

    CompletionCommand(Shell shell, CommandLine root) {
        this.shell = shell;
        this.root = root;
    }

    @Override
    public Integer call() {
        shell.terminal().out().println(AutoComplete.bash("switchback", root));
        shell.terminal().out().flush();
        return ExitCode.OK;
    }
}
