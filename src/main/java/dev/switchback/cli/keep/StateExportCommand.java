package dev.switchback.cli.keep;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.FileName;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.DurableStateStore;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.transfer.StateExport;
import dev.switchback.state.transfer.Transferred;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the whole history out. */
@Command(
        name = "export",
        header = {
            "Writes the whole history as lines of JSON, with a checksum: a backup, or the way to another store.",
            "",
            "  switchback state export --out state.jsonl",
            "  switchback state export | gzip > state.jsonl.gz",
            ""
        },
        footer = {
            "",
            "Applications may go on meanwhile; what they write then is not in it. A file is never overwritten, and",
            "only its owner can read it. Exits with 8 if nothing was ever recorded."
        })
final class StateExportCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--out", paramLabel = "FILE", description = "A file that is not there yet; stdout by default.")
    private @Nullable String out;

    StateExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path file = out == null ? null : FileName.of("--out", out, "the name of a file that is not there yet");
        InvalidValueException.unless(
                file == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS),
                "--out",
                "the name of a file that is not there yet",
                out);
        try (OpenState state = OpenState.reading(shell)) {
            refuseNothing(state.whole());
            state.whole().status().damage().ifPresent(shell::note);
            if (file == null) {
                Transferred written = StateExport.write(state.whole(), new TextStream(shell.terminal()), shell.now());
                shell.note(sentence(written, "stdout"));
            } else {
                Transferred written = StateExport.write(state.whole(), file, shell.now());
                shell.answer(fields(written, file), List.of(sentence(written, SafeText.of(file))));
            }
            return ExitCode.OK;
        }
    }

    /** An empty backup of a mistyped directory would be found out only when it is needed. */
    private static void refuseNothing(DurableStateStore store) {
        boolean nothing = store.status().unreadable().isEmpty()
                && store.migrations().isEmpty()
                && store.history(HistoryQuery.newest(1)).isEmpty()
                && store.observations().isEmpty();
        if (nothing) {
            throw Refusal.notFound("there is nothing to export in %s: nothing was ever recorded there"
                    .formatted(SafeText.of(store.status().where())));
        }
    }

    private static Fields fields(Transferred written, Path file) {
        return Fields.answer()
                .put("file", file.toString())
                .put("from", written.from())
                .put("entries", written.entries())
                .put("newest", written.newest())
                .put("migrations", Contents.fields(written))
                .put("sha256", written.sha256());
    }

    private static String sentence(Transferred written, String where) {
        return "%d entries of %d migrations written from %s to %s"
                .formatted(written.entries(), written.generations().size(), SafeText.of(written.from()), where);
    }
}
