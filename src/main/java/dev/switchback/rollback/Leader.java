package dev.switchback.rollback;

import dev.switchback.rollback.Follower.Forced;
import dev.switchback.rollback.Ledger.Recorded;
import dev.switchback.rollback.RollbackRequest.Operation;
import dev.switchback.rollback.RollbackSetup.Parts;
import dev.switchback.rollback.signal.Recommendation;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateConflictException;
import dev.switchback.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a target from one state into another: when a person asks, when it is due, and when a coordinator died. */
final class Leader {

    private static final Logger log = LoggerFactory.getLogger(Leader.class);

    private final Parts parts;
    private final Ledger ledger;
    private final Follower follower;
    private final AtomicBoolean working = new AtomicBoolean();

    Leader(Parts parts, Ledger ledger, Follower follower) {
        this.parts = parts;
        this.ledger = ledger;
        this.follower = follower;
    }

    /** Forces in memory first, whatever comes of it; then leads the rollback. */
    RollbackReport rollBack(RollbackRequest request) {
        boolean free = follower.lead();
        long guess = follower.force(request);
        if (!free) {
            throw refused(RollbackState.ROLLING_BACK, RollbackState.ROLLING_BACK);
        }
        try {
            return begin(request, guess);
        } finally {
            follower.leave();
        }
    }

    RollbackReport recover(RollbackRequest request) {
        if (!follower.lead()) {
            throw refused(RollbackState.ROLLING_BACK, RollbackState.RECOVERING);
        }
        try {
            return begin(request, ledger.document().generation() + 1);
        } finally {
            follower.leave();
        }
    }

    RollbackReport schedule(RollbackRequest request) {
        return change(request, "ROLLBACK_SCHEDULED", RollbackState.ROLLBACK_PENDING);
    }

    /** Gives up what is planned. An active target has nothing to give up, and is refused like any other. */
    RollbackReport cancel(RollbackRequest request) {
        RollbackState from = stateOrActive();
        if (from != RollbackState.ROLLBACK_PENDING) {
            throw refused(from, RollbackState.ACTIVE);
        }
        return change(request, "ROLLBACK_CANCELLED", RollbackState.ACTIVE);
    }

    /** Rolls back if that is switched on and the figures demand it. */
    Optional<RollbackReport> automatic() {
        if (!parts.automatic().getAsBoolean() || stateOrActive().isForcing() || follower.isLatched()) {
            return Optional.empty();
        }
        Recommendation advice = parts.thresholds().recommend(parts.signal().vitals());
        return advice.trigger()
                .map(trigger -> RollbackRequest.automatic(parts.target(), trigger, advice.sentence()))
                .flatMap(request -> unasked(() -> beginAutomatic(request)));
    }

    /** Does what nobody asks for: called on each tick, never blocks. */
    void tick() {
        if (follower.isLeading()) { // also by a tick, which is at work then for as long as its steps take
            follower.run(this::renew);
        } else if (working.compareAndSet(false, true)) {
            follower.run(() -> {
                try {
                    lookAfter();
                } finally {
                    working.set(false);
                }
            });
        }
    }

    private void lookAfter() {
        if (ledger.unreadable().isPresent()) {
            return;
        }
        TargetState state = ledger.state();
        if (follower.isLeading() || parts.remote()) {
            return; // what leads must outlive a command
        } else if (state.isAbandoned(parts.nodes(), parts.clock().instant())) {
            takeOver(state);
        } else {
            Forced unrecorded = follower.unrecorded();
            if (unrecorded != null && state.state().leadsTo(RollbackState.ROLLING_BACK)) {
                log.info("[RollbackManager] {} is rolled back in memory alone: recording it now", parts.target());
                rollBack(unrecorded.request());
            } else if (state.isDue(parts.clock().instant())) {
                state.request(parts.target()).ifPresent(request -> unasked(() -> beginPlanned(request, state)));
            } else {
                automatic();
            }
        }
    }

    private RollbackReport begin(RollbackRequest request, long guess) {
        RollbackState to = request.operation().to();
        TargetState from = ledger.unreadable().isPresent() ? TargetState.NONE : ledger.state();
        if (from.state() == to && from.isAbandoned(parts.nodes(), parts.clock().instant())) {
            return resumeOrGoOn(from, request, guess);
        }
        if (!from.state().leadsTo(to)) {
            throw refused(from.state(), to);
        }
        CompletableFuture<HistoryEntry> intent = ledger.submit(ledger.intent(request));
        follower.keepUntil(intent, request);
        return lead(request, intent, follower.recordedEpoch(guess));
    }

    /** What cannot be recorded, or is led by another process by now, is in force here all the same. */
    private RollbackReport resumeOrGoOn(TargetState abandoned, RollbackRequest request, long guess) {
        HistoryEntry taken;
        RollbackRequest first = abandoned.resumed(parts.target());
        try {
            taken = take(abandoned, first);
        } catch (StateConflictException | StateStoreException failed) {
            if (request.operation() == Operation.RECOVERY) {
                throw failed;
            }
            return lead(request, CompletableFuture.failedFuture(failed), follower.recordedEpoch(guess));
        }
        return finish(abandoned, first, taken);
    }

    private RollbackReport lead(RollbackRequest request, CompletableFuture<HistoryEntry> intent, long epoch) {
        follower.force(epoch);
        return new RollbackRun(parts, follower, context(request, epoch, false), intent).lead();
    }

    /** What the figures demand is in force before it is recorded, as in an emergency. */
    private RollbackReport beginAutomatic(RollbackRequest request) {
        long guess = follower.force(request);
        RollbackState to = RollbackState.ROLLING_BACK;
        CompletableFuture<HistoryEntry> intent =
                first(request, state -> state.state().leadsTo(to));
        return lead(request, intent, follower.recordedEpoch(guess));
    }

    /** What was planned is in force once it is recorded: until then a person may have cancelled it. */
    private RollbackReport beginPlanned(RollbackRequest request, TargetState planned) {
        follower.tentatively(true);
        CompletableFuture<HistoryEntry> intent;
        try {
            intent = first(
                    request,
                    state -> state.state() == planned.state()
                            && state.scheduledAt().equals(planned.scheduledAt()));
        } finally {
            follower.tentatively(false);
        }
        boolean recorded = intent.isDone() && !intent.isCompletedExceptionally();
        long guess = recorded ? ledger.document().generation() : follower.force(request);
        return lead(request, intent, follower.recordedEpoch(guess));
    }

    /** Records what no person asks for now, if it is free: whoever is not the first leaves it to the first. */
    private CompletableFuture<HistoryEntry> first(RollbackRequest request, Predicate<TargetState> free) {
        CompletableFuture<HistoryEntry> intent = ledger.submit(ledger.intentIf(free, request));
        follower.keepUntil(intent, request);
        ledger.awaitCalmly(intent);
        if (Ledger.isConflict(intent)) {
            throw refused(stateOrActive(), RollbackState.ROLLING_BACK);
        }
        return intent;
    }

    private Optional<RollbackReport> unasked(Supplier<RollbackReport> rollback) {
        if (!follower.lead()) {
            return Optional.empty();
        }
        try {
            return Optional.of(rollback.get());
        } catch (RollbackRefusedException beaten) {
            log.debug("[RollbackManager] {} is left to another process", parts.target(), beaten);
            return Optional.empty();
        } finally {
            follower.leave();
        }
    }

    private void takeOver(TargetState state) {
        if (!follower.lead()) {
            return;
        }
        try {
            RollbackRequest request = state.resumed(parts.target());
            finish(state, request, take(state, request));
        } catch (StateConflictException beaten) {
            log.debug("[RollbackManager] {} was taken over by another process", parts.target(), beaten);
        } catch (StateStoreException failed) {
            log.warn(
                    "[RollbackManager] {} cannot be taken over; tried again with the next tick",
                    parts.target(),
                    failed);
        } finally {
            follower.leave();
        }
    }

    private HistoryEntry take(TargetState abandoned, RollbackRequest request) {
        Instant until = parts.clock().instant().plus(parts.limits().lease());
        String name = parts.nodes().name();
        return parts.store()
                .commit(ledger.change("ROLLBACK_TAKEN_OVER", request)
                        .expecting(ledger.document().generation())
                        .data("coordinator", name)
                        .data("from", abandoned.coordinator().orElse("unknown"))
                        .change(ledger.edit(
                                state -> state.state() == abandoned.state(),
                                (state, generation) -> state.led(name, until)))
                        .build());
    }

    /** Finishes what another process began, all steps from the first, for the same epoch. */
    private RollbackReport finish(TargetState abandoned, RollbackRequest request, HistoryEntry taken) {
        log.info(
                "[RollbackManager] {} is taken over from {}",
                parts.target(),
                abandoned.coordinator().orElse("unknown"));
        follower.force(abandoned.epoch());
        StepContext context = context(request, abandoned.epoch(), true);
        return new RollbackRun(parts, follower, context, CompletableFuture.completedFuture(taken)).lead();
    }

    private RollbackReport change(RollbackRequest request, String type, RollbackState to) {
        long began = parts.nanoTime().getAsLong();
        TargetState from = ledger.unreadable().isPresent() ? TargetState.NONE : ledger.state();
        if (!from.state().leadsTo(to)) {
            throw refused(from.state(), to);
        }
        Instant now = parts.clock().instant();
        CompletableFuture<HistoryEntry> written = ledger.submit(ledger.change(type, request)
                .change(ledger.edit(
                        state -> state.state() == from.state(),
                        (state, generation) ->
                                to == RollbackState.ACTIVE ? state.left(to) : state.asked(request, to, now)))
                .build());
        Recorded recorded = ledger.awaitCalmly(written);
        follower.look();
        return RollbackReport.recorded(
                request,
                stateOrActive(),
                recorded,
                Duration.ofNanos(parts.nanoTime().getAsLong() - began));
    }

    private void renew() {
        if (ledger.unreadable().isPresent()) {
            return;
        }
        TargetState state = ledger.state();
        Instant soon = parts.clock().instant().plus(parts.limits().lease().dividedBy(2));
        if (state.isLedBy(parts.nodes().name())
                && state.leaseUntil().filter(soon::isBefore).isEmpty()) {
            state.request(parts.target()).ifPresent(request -> ledger.progress(request, state.stepsCompleted()));
        }
    }

    private StepContext context(RollbackRequest request, long epoch, boolean resumed) {
        return new StepContext(parts.migration(), request, epoch, resumed, resumed);
    }

    private RollbackState stateOrActive() {
        return ledger.unreadable().isPresent()
                ? RollbackState.ACTIVE
                : ledger.state().state();
    }

    private RollbackRefusedException refused(RollbackState from, RollbackState to) {
        return RollbackRefusedException.transition(ledger, parts.target(), from, to);
    }
}
