package dev.switchback.cli.db;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Installs the git hook. */
@Command(
        name = "hook",
        header = {
            "Installs a git hook that names phantom migrations after a branch was left, or removes it.",
            "",
            "  switchback db hook install",
            "  switchback db hook remove",
            ""
        },
        footer = {
            "",
            "The hook only shows; it is a block of .git/hooks/post-checkout between two marks, and leaves the rest",
            "alone."
        })
final class DbHookCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Parameters(paramLabel = "install|remove", description = "What to do.")
    private String what = "";

    DbHookCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        InvalidValueException.unless(
                what.equals("install") || what.equals("remove"), "install|remove", "install or remove", what);
        GitHook hook = GitHook.of(options.folder(shell));
        boolean changed = what.equals("install") ? hook.install() : hook.remove();
        String said = changed ? what.equals("install") ? "installed" : "removed" : "as it was";
        shell.answer(
                Fields.answer().put("file", hook.file().toString()).put("changed", changed),
                List.of("%s is %s".formatted(SafeText.of(hook.file()), said)));
        return ExitCode.OK;
    }
}
