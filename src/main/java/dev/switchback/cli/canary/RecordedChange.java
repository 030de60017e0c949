package dev.switchback.cli.canary;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of what canaries leave out, and how it is answered.
 *
 * @param what what is changed, in a word
 * @param before what held before
 * @param after what holds then
 * @param undo the words of the command that takes it back, null if none does
 */
record RecordedChange(
        String what, String before, String after, @Nullable String undo) {

    /**
     * Records the change on the generation that was shown, answers, and returns the exit code.
     *
     * @throws dev.switchback.state.StateConflictException if the state has moved ; nothing was changed
     */
    int make(Shell shell, OpenState state, StateChange.Builder change, long seen) {
        HistoryEntry entry = state.store().commit(change.expecting(seen).build());
        String back = undo == null ? null : shell.command(state.migration(), undo) + " --reason '...'";
        shell.answer(
                Fields.answer(state.migration())
                        .put("change", what)
                        .put("before", before)
                        .put("after", after)
                        .put("audit", entry.sequence())
                        .put("undo", back),
                List.of(
                        "%s: %s %s -> %s".formatted(state.migration(), what, SafeText.of(before), SafeText.of(after)),
                        "audit: %d".formatted(entry.sequence()),
                        "undo: %s".formatted(back == null ? "nothing; it is learnt anew" : back)));
        return ExitCode.OK;
    }
}
