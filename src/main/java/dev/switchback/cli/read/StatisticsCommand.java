package dev.switchback.cli.read;

import dev.switchback.Statistics;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows what running processes and those that have ended have counted. */
@Command(
        name = "statistics",
        header = {
            "Shows what has been counted: executions, errors, fallbacks, differences, durations in milliseconds.",
            "",
            "  switchback statistics",
            "  switchback statistics --json | jq .fallbacksToLegacy",
            ""
        })
final class StatisticsCommand implements Callable<Integer> {

    private final Shell shell;

    StatisticsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (OpenState state = OpenState.reading(shell)) {
            Statistics statistics = state.control().statistics();
            Fields fields = Fields.answer(state.migration()).putAll(StatusFields.statistics(statistics));
            shell.answer(fields, lines(statistics));
            return ExitCode.OK;
        }
    }

    static List<String> lines(Statistics statistics) {
        List<String> lines = new ArrayList<>();
        lines.add("executions       %d (legacy %d, new %d), %d of them compared"
                .formatted(
                        statistics.executionsTotal(),
                        statistics.executionsLegacy(),
                        statistics.executionsNew(),
                        statistics.executionsCanary()));
        lines.add("fallbacks        %d".formatted(statistics.fallbacksToLegacy()));
        lines.add("differences      %d critical in %d comparisons (%s %%)"
                .formatted(
                        statistics.canaryDiscrepancies(),
                        statistics.canaryCompared(),
                        StatusLines.number(statistics.canaryMismatchRate())));
        lines.add("canary overhead  %s ms".formatted(StatusLines.number(statistics.meanCanaryOverhead())));
        lines.add("");
        TextTable table = new TextTable("side", "runs", "recent", "success %", "mean ms", "p95 ms");
        side(table, "legacy", statistics.legacy());
        side(table, "new", statistics.newSide());
        lines.addAll(table.lines());
        return lines;
    }

    private static void side(TextTable table, String name, Statistics.Side side) {
        table.row(
                name,
                side.totalSamples(),
                side.recentSamples(),
                StatusLines.number(side.successRate()),
                StatusLines.number(side.mean()),
                StatusLines.number(side.p95()));
    }
}
