package dev.switchback.cli.notify;

import dev.switchback.cli.shell.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of the commands about who is told. */
@Command(
        name = "notify",
        header = {
            "Tries out who is told what happens.",
            "",
            "  switchback notify test      a message to the webhook that SWITCHBACK_WEBHOOK names",
            ""
        })
final class NotifyCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return ExitCode.USAGE;
    }
}
