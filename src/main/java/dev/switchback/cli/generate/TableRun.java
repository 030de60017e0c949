package dev.switchback.cli.generate;

import dev.switchback.activemodel.ModelFiles;
import dev.switchback.canary.CanaryVerdict;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the model of one table came about.
 *
 * @param table the table
 * @param assigned the side that it was sent to
 * @param reason the rule that decided it, in lower snake case
 * @param served the side whose files are kept, empty if neither gave any
 * @param fallback whether legacy answered after the new pipeline had failed
 * @param files what was generated, empty if nothing was
 * @param error what went wrong last, empty if nothing did
 * @param took how long each side took that ran
 * @param verdict what comparing both sides found, empty if they were not compared
 */
public record TableRun(
        String table,
        Route assigned,
        String reason,
        Optional<Route> served,
        boolean fallback,
        Optional<ModelFiles> files,
        Optional<String> error,
        Map<Route, Duration> took,
        Optional<CanaryVerdict> verdict) {

    public TableRun {
        took = Map.copyOf(took);
    }

    /** {@return this run with what is known once it is over} */
    TableRun with(Map<Route, Duration> durations, Optional<CanaryVerdict> found) {
        return new TableRun(table, assigned, reason, served, fallback, files, error, durations, found);
    }

    /** {@return what the two sides amount to: {@code match}, {@code critical}, {@code -} without a comparison} */
    String verdictText() {
        return verdict.map(found -> found.result().text()).orElse("-");
    }
}
