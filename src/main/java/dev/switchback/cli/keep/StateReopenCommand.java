package dev.switchback.cli.keep;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.state.DurableStateStore;
import dev.switchback.state.StoreStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Makes the state writable again. */
@Command(
        name = "reopen",
        header = {
            "Tries to make a state writable again that had failed, and says what it did.",
            "",
            "  switchback state reopen",
            ""
        },
        footer = {
            "",
            "In a directory a history whose disk had failed goes on in a new file, with what is whole of the old one.",
            "Applications find that by themselves. Exits with 7 if it still cannot be written."
        })
final class StateReopenCommand implements Callable<Integer> {

    private final Shell shell;

    StateReopenCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (DurableStateStore store = OpenState.storeForChanging(shell)) {
            StoreStatus before = store.status();
            store.reopen();
            StoreStatus after = store.status();
            String done = before.unwritable()
                    .map("it can be written again; it could not, because "::concat)
                    .orElse("it could be written already, and was read anew");
            shell.answer(
                    Fields.answer()
                            .put("store", after.where())
                            .put("writable", after.unwritable().isEmpty())
                            .put("readable", after.unreadable().isEmpty())
                            .put("before", before.unwritable())
                            .put("done", done)
                            .put("damage", after.damage()),
                    lines(after, done));
            return after.unreadable().isEmpty() ? ExitCode.OK : ExitCode.CRITICAL;
        }
    }

    private static List<String> lines(StoreStatus after, String done) {
        Optional<String> wrong = after.unreadable().or(after::damage);
        String line = "%s: %s".formatted(SafeText.of(after.where()), SafeText.of(done));
        return wrong.map(what -> List.of(line, SafeText.of(what))).orElseGet(() -> List.of(line));
    }
}
