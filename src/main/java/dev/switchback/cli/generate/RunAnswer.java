package dev.switchback.cli.generate;

import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.CanaryVerdict;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.TextTable;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run for people and for programs.
 *
 * @param runs what became of each table
 */
public record RunAnswer(List<TableRun> runs) {

    private static final int SHOWN = 50;

    public RunAnswer {
        runs = List.copyOf(runs);
    }

    /** {@return whether every table was served} */
    boolean isServed() {
        return runs.stream().allMatch(run -> run.served().isPresent());
    }

    Fields fields(String migration) {
        return Fields.answer(migration)
                .put("executions", runs.stream().map(RunAnswer::fields).toList())
                .put("summary", summary());
    }

    private static Fields fields(TableRun run) {
        return Fields.of()
                .put("table", run.table())
                .put("assigned", run.assigned().text())
                .put("served", run.served().map(Route::text))
                .put("reason", run.reason())
                .put("fallback", run.fallback())
                .put("canary", run.verdict().map(RunAnswer::fields))
                .put("legacyMillis", millis(run.took(), Route.LEGACY))
                .put("newMillis", millis(run.took(), Route.NEW))
                .put(
                        "files",
                        run.files()
                                .map(files -> List.copyOf(files.files().keySet()))
                                .orElse(List.of()))
                .put("error", run.error());
    }

    private static Fields fields(CanaryVerdict verdict) {
        Comparison comparison = verdict.comparison();
        List<Discrepancy> found = comparison.discrepancies();
        return Fields.of()
                .put("result", verdict.result().text())
                .put("critical", comparison.summary().critical())
                .put("warning", comparison.summary().warning())
                .put("info", comparison.summary().info())
                .put(
                        "discrepancies",
                        found.stream().limit(SHOWN).map(RunAnswer::fields).toList());
    }

    private static Fields fields(Discrepancy found) {
        return Fields.of()
                .put("type", found.type().text())
                .put("path", found.path())
                .put("severity", found.severity().text())
                .put("message", found.message())
                .put("legacy", found.legacyValue())
                .put("new", found.newValue());
    }

    private Fields summary() {
        Fields canary = Fields.of();
        for (CanaryResult result : CanaryResult.values()) {
            canary.put(result.text(), count(result));
        }
        return Fields.of()
                .put("total", runs.size())
                .put("legacy", served(Route.LEGACY))
                .put("new", served(Route.NEW))
                .put("fallbacks", runs.stream().filter(TableRun::fallback).count())
                .put(
                        "failed",
                        runs.stream().filter(run -> run.served().isEmpty()).count())
                .put("canary", canary);
    }

    /** {@return a table with a row for each run, and a line with the sums} */
    public List<String> lines() {
        TextTable table = new TextTable("table", "route", "reason", "served by", "legacy ms", "new ms", "verdict");
        runs.forEach(run -> table.row(
                run.table(),
                run.assigned().text(),
                run.reason(),
                run.served()
                        .map(side -> side.text() + (run.fallback() ? " (fallback)" : ""))
                        .orElse("NOBODY"),
                shown(millis(run.took(), Route.LEGACY)),
                shown(millis(run.took(), Route.NEW)),
                run.verdictText()));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add("%d tables: %d by legacy, %d by new, %d fallbacks; compared: %d match, %d cosmetic, %d critical"
                .formatted(
                        runs.size(),
                        served(Route.LEGACY),
                        served(Route.NEW),
                        runs.stream().filter(TableRun::fallback).count(),
                        count(CanaryResult.MATCH),
                        count(CanaryResult.COSMETIC),
                        count(CanaryResult.CRITICAL)));
        return lines;
    }

    private long served(Route route) {
        return runs.stream()
                .filter(run -> run.served().filter(route::equals).isPresent())
                .count();
    }

    private long count(CanaryResult result) {
        return runs.stream()
                .filter(run ->
                        run.verdict().filter(found -> found.result() == result).isPresent())
                .count();
    }

    private static @Nullable String shown(@Nullable Double millis) {
        return millis == null ? null : String.format(Locale.ROOT, "%.2f", millis);
    }

    /** Rounded to a hundredth; null for a side that did not run. */
    private static @Nullable Double millis(Map<Route, Duration> took, Route route) {
        Duration duration = took.get(route);
        return duration == null ? null : Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
