package dev.switchback.cli.control;

import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Masks;
import dev.switchback.cli.shell.Masks.Mask;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.Change;
import dev.switchback.flags.Settings;
import dev.switchback.state.Attribution;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes stored settings: to safety at once, away from safety only past the guards and with a yes, on the generation
 * that was shown.
 */
final class FlagChange {

    private final Shell shell;
    private final ChangeOptions options;

    FlagChange(Shell shell, ChangeOptions options) {
        this.shell = shell;
        this.options = options;
    }

    /** {@return the exit code, after making the change and saying so} */
    int make(FlagEdit edit) {
        Attribution by = options.by(shell);
        try (OpenState state = OpenState.changing(shell)) {
            Settings before = state.control().flags().stored();
            Settings wanted = edit.does().apply(before);
            if (wanted.equals(before)) {
                return unchanged(state.migration(), edit, before);
            }
            boolean away = wanted.isAwayFromSafety(before) && !edit.neutral();
            List<Mask> masks = Masks.of(state.control().fleet().live(), edit.touches());
            String what = "%s %s -> %s"
                    .formatted(
                            edit.what(),
                            edit.shows().apply(before),
                            edit.shows().apply(wanted));
            Change change = away
                    ? away(state, edit, what, masks, by)
                    : state.control().flags().change(edit.does(), by);
            return made(state.migration(), edit, change, masks);
        }
    }

    private Change away(OpenState state, FlagEdit edit, String what, List<Mask> masks, Attribution by) {
        Guards guards = Guards.of(state);
        List<String> forbidding = guards.forbidding();
        if (!forbidding.isEmpty()) {
            throw Refusal.guarded(what, forbidding);
        }
        if (!masks.isEmpty()) {
            throw Refusal.masked(
                    what + ", not recorded,", masks.stream().map(Mask::sentence).toList());
        }
        Confirmation.of(shell, options, what, guards.shown());
        return state.control().flags().change(edit.does(), by, guards.generation());
    }

    private int unchanged(String migration, FlagEdit edit, Settings settings) {
        String held = edit.shows().apply(settings);
        shell.answer(
                Fields.answer(migration)
                        .put("change", edit.what())
                        .put("before", held)
                        .put("after", held)
                        .put("audit", (Object) null)
                        .put("undo", (Object) null)
                        .put("masked", List.of()),
                List.of("%s: %s is %s already, nothing was changed"
                        .formatted(migration, edit.what(), SafeText.of(held))));
        return ExitCode.OK;
    }

    private int made(String migration, FlagEdit edit, Change change, List<Mask> masks) {
        String before = edit.shows().apply(change.before());
        String after = edit.shows().apply(change.after());
        String undo = shell.command(migration, edit.undo().apply(change.before())) + " --reason '...'";
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s %s -> %s".formatted(migration, edit.what(), SafeText.of(before), SafeText.of(after)));
        lines.add("audit: %d".formatted(change.entry().sequence()));
        lines.add("undo: %s".formatted(undo));
        shell.answer(
                Fields.answer(migration)
                        .put("change", edit.what())
                        .put("before", before)
                        .put("after", after)
                        .put("audit", change.entry().sequence())
                        .put("undo", undo)
                        .put("masked", masks.stream().map(Mask::fields).toList()),
                lines);
        if (masks.isEmpty()) {
            return ExitCode.OK;
        }
        String where = String.join("; ", masks.stream().map(Mask::sentence).toList());
        shell.note(
                "recorded, but without effect where a variable masks it: %s. `switchback override legacy` works there too"
                        .formatted(where));
        return ExitCode.REFUSED;
    }
}
