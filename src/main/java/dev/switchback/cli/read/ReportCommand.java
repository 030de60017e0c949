package dev.switchback.cli.read;

import dev.switchback.Statistics;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TextTable;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The weekly review: durations of both sides, reliability, and the last rollbacks. */
@Command(
        name = "report",
        header = {
            "Reports both sides' durations and reliability, how they differ, and the last 7 rollbacks.",
            "",
            "  switchback report --since 7d",
            "  switchback report --since 2026-11-01T00:00:00Z --json",
            ""
        },
        footer = {"", "The counters are those since the migration began; --since chooses the rollbacks."})
final class ReportCommand implements Callable<Integer> {

    private static final int ROLLBACKS = 7;
    private static final String ENDED = "ROLLBACK_EXECUTED";
    private static final String FAILED = "ROLLBACK_FAILED";

    private final Shell shell;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "From when on, such as 7d or an instant; 7d by default.")
    private String since = "7d";

    ReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Instant from = TimeText.since("--since", since, shell.now());
        try (OpenState state = OpenState.reading(shell)) {
            Statistics statistics = state.control().statistics();
            List<HistoryEntry> rollbacks = rollbacks(state, from);
            shell.answer(fields(state.migration(), from, statistics, rollbacks), lines(from, statistics, rollbacks));
            return ExitCode.OK;
        }
    }

    private static List<HistoryEntry> rollbacks(OpenState state, Instant from) {
        List<HistoryEntry> found = new ArrayList<>();
        for (String type : List.of(ENDED, FAILED)) {
            found.addAll(state.store()
                    .history(HistoryQuery.newest(ROLLBACKS)
                            .of(state.migration())
                            .since(from)
                            .ofType(type)));
        }
        return found.stream()
                .sorted((one, two) -> Long.compare(two.sequence(), one.sequence()))
                .limit(ROLLBACKS)
                .toList();
    }

    private static Fields fields(String migration, Instant from, Statistics statistics, List<HistoryEntry> rollbacks) {
        return Fields.answer(migration)
                .put("since", from)
                .putAll(StatusFields.statistics(statistics))
                .put(
                        "delta",
                        Fields.of()
                                .put("mean", delta(statistics.meanLegacy(), statistics.meanNew()))
                                .put(
                                        "p95",
                                        delta(
                                                statistics.legacy().p95(),
                                                statistics.newSide().p95())))
                .put(
                        "rollbacks",
                        rollbacks.stream()
                                .map(entry -> Fields.of()
                                        .put("at", entry.at())
                                        .put("reason", entry.reason())
                                        .put("operator", entry.operator())
                                        .put("trigger", entry.trigger())
                                        .put("success", entry.success()))
                                .toList());
    }

    /** How much slower new is than legacy, in percent with one decimal; null while one of them has not run. */
    private static @Nullable Double delta(double legacy, double replacement) {
        return legacy == 0 || replacement == 0 ? null : Math.rint((replacement - legacy) / legacy * 1_000) / 10;
    }

    private static List<String> lines(Instant from, Statistics statistics, List<HistoryEntry> rollbacks) {
        List<String> lines = new ArrayList<>(StatisticsCommand.lines(statistics));
        Double slower = delta(statistics.meanLegacy(), statistics.meanNew());
        lines.add("delta of the means  %s".formatted(slower == null ? "unknown" : slower + " %"));
        lines.add("");
        lines.add("rollbacks since %s: %d".formatted(from.truncatedTo(ChronoUnit.SECONDS), rollbacks.size()));
        TextTable table = new TextTable("at", "trigger", "operator", "reason");
        rollbacks.forEach(entry -> table.row(
                entry.at().truncatedTo(ChronoUnit.SECONDS),
                entry.trigger(),
                entry.operator(),
                SafeText.of(entry.reason())));
        lines.addAll(table.isEmpty() ? List.of() : table.lines());
        return lines;
    }
}
