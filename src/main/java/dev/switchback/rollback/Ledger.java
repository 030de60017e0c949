package dev.switchback.rollback;

import dev.switchback.rollback.RollbackManager.Clearance;
import dev.switchback.rollback.RollbackRequest.Operation;
import dev.switchback.rollback.RollbackSetup.Parts;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateConflictException;
import dev.switchback.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is recorded of one target: reads it, and writes it without ever waiting for the disk longer than is said. */
final class Ledger {

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final int SHOWN = 500;

    private final Parts parts;

    Ledger(Parts parts) {
        this.parts = parts;
    }

    Document document() {
        return parts.store().document(parts.migration());
    }

    /**
     * Returns what is recorded.
     *
     * @throws StateStoreException if it cannot be understood
     */
    TargetState state() {
        return TargetState.of(document(), parts.target());
    }

    /** {@return why what is recorded cannot be trusted, empty if it can} */
    Optional<String> unreadable() {
        Optional<String> why = parts.store().unreadable(parts.migration());
        if (why.isPresent()) {
            return why;
        }
        try {
            state();
            return Optional.empty();
        } catch (StateStoreException misfit) {
            return Optional.of(say(misfit));
        }
    }

    StateChange.Builder change(String type, RollbackRequest request) {
        return StateChange.of(parts.migration(), type, request.attribution(parts.source()))
                .rollback(
                        parts.target(),
                        request.operation() == Operation.CLEAR
                                ? null
                                : request.trigger().text());
    }

    /**
     * Returns an edit of this target's state, given the generation that the edit will make; where the state does not
     * allow it the document stays as it is, which whoever asked finds out by reading it.
     */
    UnaryOperator<Document> edit(Predicate<TargetState> allowed, BiFunction<TargetState, Long, TargetState> next) {
        return document -> {
            TargetState state = TargetState.of(document, parts.target());
            return allowed.test(state)
                    ? next.apply(state, document.generation() + 1).in(document, parts.target())
                    : document;
        };
    }

    /** Hands a change over; what the store throws is in the future. */
    CompletableFuture<HistoryEntry> submit(StateChange change) {
        Optional<String> why = unreadable();
        if (why.isPresent()) {
            return CompletableFuture.failedFuture(
                    StateStoreException.notWritable(parts.store().status().where(), why.get()));
        }
        try {
            CompletionStage<HistoryEntry> stage = parts.store().submit(change);
            return stage.toCompletableFuture();
        } catch (RuntimeException refused) { // a store that throws instead of failing the stage
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Waits until a change is durable, but not longer than is said. */
    static Recorded await(CompletableFuture<HistoryEntry> change, Duration limit) throws InterruptedException {
        try {
            change.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return new Recorded(true, false, "durable");
        } catch (TimeoutException hung) {
            return new Recorded(
                    false,
                    false,
                    "the record is not durable after %d ms; it is written when the store takes it"
                            .formatted(limit.toMillis()));
        } catch (ExecutionException failed) {
            return new Recorded(false, true, "the record was refused: " + say(failed.getCause()));
        }
    }

    /** Waits as {@link #await} does, for those that do not lead a rollback; an interrupt ends the waiting. */
    Recorded awaitCalmly(CompletableFuture<HistoryEntry> change) {
        try {
            return await(change, parts.limits().durable());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Recorded(false, false, "interrupted before the record was durable");
        }
    }

    /** {@return the change that records that a rollback or a recovery begins here} */
    StateChange intent(RollbackRequest request) {
        RollbackState to = request.operation().to();
        return intent(request, edit(state -> state.state().leadsTo(to), begun(request)));
    }

    /** {@return the same change, which the store refuses as a conflict where the newest state is not free for it} */
    StateChange intentIf(Predicate<TargetState> free, RollbackRequest request) {
        long seen = document().generation();
        UnaryOperator<Document> begun = edit(state -> true, begun(request));
        return intent(request, document -> {
            if (!free.test(TargetState.of(document, parts.target()))) {
                throw StateConflictException.moved(parts.migration(), seen, document.generation());
            }
            return begun.apply(document);
        });
    }

    private StateChange intent(RollbackRequest request, UnaryOperator<Document> edit) {
        return change(request.operation() == Operation.RECOVERY ? "RECOVERY_STARTED" : "ROLLBACK_STARTED", request)
                .data("coordinator", parts.nodes().name())
                .change(edit)
                .build();
    }

    private BiFunction<TargetState, Long, TargetState> begun(RollbackRequest request) {
        boolean recovery = request.operation() == Operation.RECOVERY;
        Instant now = parts.clock().instant();
        String name = parts.nodes().name();
        return (state, generation) -> {
            TargetState asked = state.asked(request, request.operation().to(), now)
                    .at(generation)
                    .led(name, now.plus(parts.limits().lease()));
            return recovery ? asked : asked.counted(now);
        };
    }

    /** {@return the change that records how a rollback or a recovery that this process leads has ended} */
    StateChange result(RollbackReport report) {
        String name = parts.nodes().name();
        String operation = report.request().operation() == Operation.RECOVERY ? "RECOVERY" : "ROLLBACK";
        return change(operation + (report.success() ? "_EXECUTED" : "_FAILED"), report.request())
                .ended(report.success(), report.stepsCompleted(), report.errors(), report.took())
                .data("epoch", report.epoch())
                .data("warnings", report.warnings())
                .data("unacknowledged", TargetState.few(report.unacknowledged()))
                .data("left", TargetState.few(report.left()))
                .data("bothPipelinesFailing", report.bothPipelinesFailing())
                .change(edit(state -> state.isLedBy(name), (state, generation) -> state.ended(report.state(), report)))
                .build();
    }

    /** Leaves a rollback; routing is left at a share, and at no override of the rollback. */
    void clear(Clearance clearance) {
        requireClearable(clearance);
        parts.store().commit(clearing(clearance));
        if (state().state() != RollbackState.ACTIVE) {
            requireClearable(clearance);
        }
    }

    private void requireClearable(Clearance clearance) {
        TargetState from = state();
        if (!mayClear(from, clearance)) {
            throw from.state() == RollbackState.RECOVERY_FAILED
                    ? RollbackRefusedException.notForced(parts.target())
                    : RollbackRefusedException.transition(parts.target(), from.state(), RollbackState.ACTIVE);
        }
    }

    /** Whether a rollback may be left like this: a planned one is cancelled instead, a failed recovery needs force. */
    private static boolean mayClear(TargetState from, Clearance clearance) {
        return from.state() == RollbackState.ROLLED_BACK
                || (from.state() == RollbackState.RECOVERY_FAILED && clearance.forced());
    }

    private StateChange clearing(Clearance clearance) {
        RollbackRequest request = RollbackRequest.clear(parts.target(), clearance.reason(), clearance.operator());
        return change("ROLLBACK_CLEARED", request)
                .expecting(clearance.seenGeneration())
                .data("forced", clearance.forced())
                .change(document -> {
                    TargetState state = TargetState.of(document, parts.target());
                    if (!mayClear(state, clearance)) {
                        return document;
                    }
                    Document cleared = state.left(RollbackState.ACTIVE).in(document, parts.target());
                    return parts.target().equals(RollbackStrategy.ROUTING)
                            ? withoutWhatIsDone(cleared.with("percentage", Map.of("target", clearance.percentage())))
                            : cleared;
                })
                .build();
    }

    /**
     * An override to legacy that a person set stays; one that a rollback set has done its work. One to new is from before
     * the rollback, and would send every key there at once, whatever share is asked for.
     */
    private static Document withoutWhatIsDone(Document document) {
        boolean done = document.section("override")
                .filter(override -> !override.path("mode").asString("").equals("legacy")
                        || override.path("by").asString("").equals(TargetState.SECTION))
                .isPresent();
        return done ? document.without("override") : document;
    }

    /** Notes that something was tried out; the document stays as it is, and so does its generation. */
    void note(RollbackPlan plan) {
        send(change("ROLLBACK_DRY_RUN", plan.request())
                .observation()
                .dryRun(true)
                .ended(
                        plan.refusal().isEmpty(),
                        List.of(),
                        plan.refusal().stream().toList(),
                        Duration.ZERO)
                .data("operation", plan.request().operation().name().toLowerCase(Locale.ROOT))
                .data("steps", plan.stepNames())
                .build());
    }

    static boolean isConflict(CompletableFuture<HistoryEntry> change) {
        return change.isCompletedExceptionally()
                && isConflict(change.handle((written, failed) -> failed).join());
    }

    static boolean isConflict(@Nullable Throwable failed) {
        return failed instanceof StateConflictException
                || (failed instanceof CompletionException && failed.getCause() instanceof StateConflictException);
    }

    /** Notes which steps are done, and that the coordinator is still at work; nobody waits for it. */
    void progress(RollbackRequest request, List<String> steps) {
        String name = parts.nodes().name();
        Instant until = parts.clock().instant().plus(parts.limits().lease());
        send(change("ROLLBACK_PROGRESS", request)
                .observation()
                .change(edit(
                        state -> state.isLedBy(name),
                        (state, generation) -> state.progressed(steps).led(name, until)))
                .build());
    }

    private void send(StateChange change) {
        var unused = submit(change).whenComplete((written, failed) -> {
            if (failed != null) {
                log.debug("[RollbackManager] {} could not be noted", change.type(), failed);
            }
        });
    }

    /** {@return what an exception says, fit for one line of a terminal or of a log} */
    static String say(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "unknown";
        }
        if (thrown instanceof ExecutionException && thrown.getCause() != null) {
            return say(thrown.getCause());
        }
        String message = thrown.getMessage() == null ? "no message" : thrown.getMessage();
        String line =
                (thrown instanceof StateStoreException ? "" : thrown.getClass().getSimpleName() + ": ")
                        + message.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", "").replaceAll("\\p{Cntrl}+", " ");
        return line.substring(0, Math.min(line.length(), SHOWN));
    }

    /** How recording went: durable, not yet, or refused. */
    record Recorded(boolean durable, boolean refused, String sentence) {}
}
