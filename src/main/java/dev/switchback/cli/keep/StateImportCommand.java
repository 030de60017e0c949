package dev.switchback.cli.keep;

import dev.switchback.cli.shell.Confirmation;
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
import dev.switchback.state.transfer.StateImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fills a store that holds nothing yet. */
@Command(
        name = "import",
        header = {
            "Fills a store that holds nothing yet from an export, all of it or nothing.",
            "",
            "  switchback state import state.jsonl --database jdbc:postgresql://db/app",
            "  switchback state import state.jsonl --state /srv/app/state --yes",
            "  gunzip -c state.jsonl.gz | switchback state import - --state restored --yes",
            ""
        },
        footer = {
            "",
            "The export is read to its end before anything is changed: format, order, number of entries, checksum.",
            "A directory must not be there, or be empty; a database must hold no history. Exits with 5 otherwise."
        })
final class StateImportCommand implements Callable<Integer> {

    private static final String STDIN = "-";

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The export, or - for stdin.")
    private String file = "";

    @Option(names = "--yes", description = "Confirms it where nobody can be asked.")
    private boolean yes;

    StateImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (!file.equals(STDIN)) {
            String rule = "a file that exists, or - for stdin";
            Path named = FileName.of("FILE", file, rule);
            InvalidValueException.unless(Files.isRegularFile(named), "FILE", rule, file);
            return take(named);
        }
        Path spooled = Files.createTempFile("switchback-", ".jsonl"); // it is read twice; only its owner may read it
        try {
            Files.copy(System.in, spooled, StandardCopyOption.REPLACE_EXISTING);
            return take(spooled);
        } finally {
            Files.delete(spooled);
        }
    }

    private int take(Path export) throws IOException {
        StateImport checked = StateImport.check(export);
        return shell.database().isPresent() ? intoDatabase(checked) : intoDirectory(checked, shell.directory());
    }

    private int intoDirectory(StateImport checked, Path directory) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !isEmpty(directory)) {
            throw Refusal.guarded(
                    "state import",
                    List.of("%s is not empty; name a directory that does not exist".formatted(SafeText.of(directory))));
        }
        confirm(checked, directory.toString());
        checked.intoDirectory(directory);
        return answer(checked, directory.toString());
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.findAny().isEmpty();
        }
    }

    private int intoDatabase(StateImport checked) {
        try (DurableStateStore store = OpenState.storeForChanging(shell)) {
            String where = store.status().where();
            boolean holdsNothing = store.migrations().isEmpty()
                    && store.history(HistoryQuery.newest(1)).isEmpty();
            if (!holdsNothing) {
                throw Refusal.guarded(
                        "state import",
                        List.of("%s holds a history already; name another database, or another schema of it"
                                .formatted(where)));
            }
            confirm(checked, where);
            checked.into(store);
            return answer(checked, where);
        }
    }

    private void confirm(StateImport checked, String where) {
        Confirmation.of(
                shell, yes, "state import into %s".formatted(SafeText.of(where)), Contents.lines(checked.whole()));
    }

    private int answer(StateImport checked, String where) {
        String back = "the store that it came from is as it was: point the applications there again;"
                + " what was changed here since then is only here";
        List<String> lines = new ArrayList<>();
        lines.add("%d entries taken into %s, which is whole"
                .formatted(checked.whole().entries(), SafeText.of(where)));
        checked.whole()
                .generations()
                .forEach((name, generation) -> lines.add("  %s, generation %d".formatted(name, generation)));
        lines.add("back: " + back);
        shell.answer(
                Fields.answer()
                        .put("change", "state import")
                        .put("from", checked.whole().from())
                        .put("into", where)
                        .put("entries", checked.whole().entries())
                        .put("newest", checked.whole().newest())
                        .put("migrations", Contents.fields(checked.whole()))
                        .put("whole", true)
                        .put("back", back),
                lines);
        return ExitCode.OK;
    }
}
