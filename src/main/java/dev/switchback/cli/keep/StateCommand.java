package dev.switchback.cli.keep;

import dev.switchback.cli.shell.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of the commands about the state as a whole. */
@Command(
        name = "state",
        header = {
            "Keeps the state as a whole: writes it out, takes it in, makes it writable again.",
            "",
            "  switchback state export --out state.jsonl",
            "  switchback state import state.jsonl --database jdbc:postgresql://db/app",
            "  switchback state reopen",
            ""
        })
final class StateCommand implements Callable<Integer> {

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
