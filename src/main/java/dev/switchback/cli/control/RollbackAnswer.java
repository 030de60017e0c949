package dev.switchback.cli.control;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.RollbackText;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.rollback.RollbackState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows how a rollback, its recovery or its planning went, and says what that means for the exit code. */
final class RollbackAnswer {

    private final Shell shell;
    private final OpenState state;
    private final RollbackState before;
    private final @Nullable Instant due;

    RollbackAnswer(Shell shell, OpenState state) {
        this(shell, state, null);
    }

    /** Makes one that also says when the rollback is due. */
    RollbackAnswer(Shell shell, OpenState state, @Nullable Instant due) {
        this.due = due;
        this.shell = shell;
        this.state = state;
        this.before = state.control().rollback().currentStatus().state();
    }

    /**
     * Returns the exit code, after showing the report.
     *
     * @param types the types of the record that says so
     * @param undo the words of the command that undoes it
     */
    int show(RollbackReport report, List<String> types, String undo) {
        Long audit = report.durable() ? Audit.newest(state, types).orElse(null) : null;
        String back = shell.command(state.migration(), undo) + " --reason '...'";
        shell.answer(fields(report, audit, back), lines(report, audit, back));
        if (!report.durable()) {
            shell.note("it is not recorded: %s".formatted(SafeText.of(report.sentence())));
            OpenState.stillWorks(shell).forEach(way -> shell.note("still works: " + way));
            return ExitCode.UNREACHABLE;
        }
        return report.isProven() ? ExitCode.OK : ExitCode.DEGRADED;
    }

    private Fields fields(RollbackReport report, @Nullable Long audit, String undo) {
        Fields fields = Fields.answer(state.migration())
                .put("change", "rollback")
                .put("before", before.text())
                .put("after", report.state().text())
                .put("audit", audit)
                .put("undo", undo)
                .putAll(RollbackText.fields(report));
        return due == null ? fields : fields.put("scheduledAt", due);
    }

    private List<String> lines(RollbackReport report, @Nullable Long audit, String undo) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s -> %s in %d ms"
                .formatted(
                        state.migration(),
                        before.text(),
                        report.state().text(),
                        report.took().toMillis()));
        if (due != null) {
            lines.add("  at " + TimeText.ahead(due, shell.now()));
        }
        lines.addAll(RollbackText.lines(report));
        lines.add("audit: %s".formatted(audit == null ? "not recorded" : audit));
        lines.add("undo: " + undo);
        return lines;
    }
}
