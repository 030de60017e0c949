package dev.switchback.rollback;

import dev.switchback.event.CleanText;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a rollback tells: after each {@link Started} exactly one {@link Finished} or {@link Failed}. */
public sealed interface RollbackEvent extends MigrationEvent {

    /** {@return what was asked} */
    RollbackRequest request();

    /** {@return the steps: those planned when it starts, those completed when it ends} */
    List<String> steps();

    /** {@return the end of what a report tells} */
    static RollbackEvent ended(String migration, Instant at, RollbackReport report) {
        List<String> steps = report.stepsCompleted();
        return report.success()
                ? new Finished(migration, at, report.request(), steps, report.took())
                : new Failed(migration, at, report.request(), steps, report.took(), String.join("; ", report.errors()));
    }

    @Override
    default Object subject() {
        return request();
    }

    @Override
    default Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("strategy", request().target());
        payload.put("trigger", request().trigger().text());
        payload.put("reason", request().reason());
        payload.put("operator", request().operator());
        payload.put("dry_run", request().dryRun());
        payload.put("steps", steps());
        return payload;
    }

    /**
     * A rollback or its recovery begins.
     *
     * @param migration the migration's name
     * @param at when
     * @param request what was asked
     * @param steps the steps planned
     */
    record Started(String migration, Instant at, RollbackRequest request, List<String> steps) implements RollbackEvent {

        @Override
        public String name() {
            return "switchback.rollback.start";
        }

        @Override
        public Severity severity() {
            return request.dryRun() ? Severity.INFO : Severity.CRITICAL;
        }
    }

    /**
     * It worked, and the proof was given.
     *
     * @param migration the migration's name
     * @param at when
     * @param request what was asked
     * @param steps the steps completed
     * @param duration how long it took
     */
    record Finished(String migration, Instant at, RollbackRequest request, List<String> steps, Duration duration)
            implements RollbackEvent {

        @Override
        public String name() {
            return "switchback.rollback.finish";
        }

        @Override
        public Severity severity() {
            return request.dryRun() ? Severity.INFO : Severity.WARNING;
        }

        @Override
        public Map<String, Object> payload() {
            Map<String, Object> payload = RollbackEvent.super.payload();
            payload.put("duration", duration.toMillis());
            return payload;
        }
    }

    /**
     * A step or the proof failed.
     *
     * @param migration the migration's name
     * @param at when
     * @param request what was asked
     * @param steps the steps completed
     * @param duration how long it took
     * @param error what went wrong, cleaned
     */
    record Failed(
            String migration, Instant at, RollbackRequest request, List<String> steps, Duration duration, String error)
            implements RollbackEvent {

        /** Cleans what went wrong. */
        public Failed {
            error = CleanText.of(error);
        }

        @Override
        public String name() {
            return "switchback.rollback.failed";
        }

        @Override
        public Severity severity() {
            return request.dryRun() ? Severity.WARNING : Severity.CRITICAL;
        }

        @Override
        public Map<String, Object> payload() {
            Map<String, Object> payload = RollbackEvent.super.payload();
            payload.put("duration", duration.toMillis());
            payload.put("error", error);
            return payload;
        }
    }
}
