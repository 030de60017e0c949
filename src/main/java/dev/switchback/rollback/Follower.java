package dev.switchback.rollback;

import dev.switchback.fleet.Acknowledgement;
import dev.switchback.rollback.RollbackSetup.Parts;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does in this process what is recorded: forces at once, whoever recorded it, acknowledges that, and acknowledges again
 * once nothing runs any more.
 *
 * <p>Whatever forces runs on the thread that sees the record, since it never blocks; the rest runs on the executor.
 */
final class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Parts parts;
    private final Ledger ledger;
    private final AtomicBoolean leading = new AtomicBoolean();
    private volatile Seen seen = new Seen(RollbackState.ACTIVE, 0, 0);
    private volatile boolean latched;
    private final AtomicInteger recording = new AtomicInteger(); // intents that are neither durable nor refused yet
    private volatile @Nullable Forced pending; // what is forced here though no record of it is known
    private volatile boolean tentative; // whether an intent of this process is not to be followed yet
    private volatile long draining; // the epoch that is being drained, 0 for none
    private long followed; // guarded by this

    Follower(Parts parts, Ledger ledger) {
        this.parts = parts;
        this.ledger = ledger;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Makes this process the one that leads; false if it does already. */
    boolean lead() {
        return leading.compareAndSet(false, true);
    }

    /** Ends leading, and goes on with following. */
    void leave() {
        leading.set(false);
        look();
    }

    boolean isLeading() {
        return leading.get();
    }

    /** {@return whether what is taken back is forced in this process} */
    boolean isLatched() {
        return latched;
    }

    /** {@return the rollback that is in force in this process's memory alone, because it could not be recorded} */
    @Nullable
    Forced unrecorded() {
        return leading.get() || recording.get() > 0 ? null : pending;
    }

    /**
     * Keeps what is forced until its record is durable. If it cannot be recorded, the rollback is in force in this
     * process's memory alone, and stays so until it could be recorded or another process has recorded one.
     */
    void keepUntil(CompletableFuture<HistoryEntry> intent, RollbackRequest request) {
        recording.incrementAndGet();
        var unused = intent.whenComplete((written, failed) -> {
            if (failed == null) {
                pending = null;
            } else if (!Ledger.isConflict(failed)) {
                keep(request);
            }
            recording.decrementAndGet();
        });
    }

    /** Says whether what this process has handed over for recording may still turn out to be beaten. */
    void tentatively(boolean may) {
        tentative = may;
    }

    /** Forces without any access to the store, and returns the epoch: the recorded one, or the next that may be. */
    long force(RollbackRequest request) {
        Seen last = seen;
        long epoch = last.state().isForcing() ? last.epoch() : last.generation() + 1;
        keep(request);
        force(epoch);
        return epoch;
    }

    /** {@return the epoch that all are to acknowledge: also another's, if that one was first; a guess while none is} */
    long recordedEpoch(long guess) {
        if (ledger.unreadable().isPresent()) {
            return guess;
        }
        TargetState state = ledger.state();
        return state.state().isForcing() ? state.epoch() : guess;
    }

    private void keep(RollbackRequest request) {
        if (!parts.remote()) { // nothing is in force in a process that has nothing of the target
            pending = new Forced(request, parts.clock().instant());
        }
    }

    void force(long epoch) {
        latched = !parts.remote();
        try {
            parts.strategy().force(epoch);
        } catch (RuntimeException broken) { // whatever it is, the record and the other nodes must not be held up
            log.error("[RollbackManager] {} cannot be forced in this process", parts.target(), broken);
        }
    }

    private void release(long generation) {
        try {
            parts.strategy().release(generation);
        } catch (RuntimeException broken) { // it stays forced, which is the safe side
            log.error("[RollbackManager] {} cannot be released in this process", parts.target(), broken);
        }
    }

    /** Looks at what is recorded, and does it. Never blocks. */
    synchronized void look() {
        if (ledger.unreadable().isPresent()) {
            return; // what was forced stays forced, and routing sends everything to legacy besides
        }
        Document document = ledger.document();
        TargetState state = TargetState.of(document, parts.target());
        Seen before = seen;
        seen = new Seen(state.state(), state.epoch(), document.generation());
        if (before.state() != state.state()) {
            log.info(
                    "[RollbackManager] State transition: {} -> {} (target={}, epoch={})",
                    before.state().text(),
                    state.state().text(),
                    parts.target(),
                    state.epoch());
        }
        if (state.state().isForcing()) {
            if (recording.get() == 0) {
                pending = null;
            }
            if (!tentative || !state.isLedBy(parts.nodes().name())) {
                force(state.epoch());
                follow(state);
            }
        } else if (latched && !leading.get() && recording.get() == 0 && pending == null) {
            latched = false; // it was recorded and is no more: a person has cleared it
            release(document.generation());
        }
    }

    /** Says anew how many calls are in flight, while some are. */
    void tick() {
        long epoch = draining;
        if (epoch > 0) {
            run(() -> parts.nodes()
                    .acknowledge(epoch, Acknowledgement.FORCED, parts.strategy().inFlight()));
        }
    }

    /** Runs what may block, off the calling thread. */
    void run(Runnable task) {
        try {
            parts.executor().execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException failed) { // the next tick tries again
                    log.warn("[RollbackManager] {} could not be looked after", parts.target(), failed);
                }
            });
        } catch (RejectedExecutionException closing) {
            log.debug("[RollbackManager] {} is not looked after any more: closing", parts.target(), closing);
        }
    }

    /** Reading the others and proving may hang on a disk or on legacy itself; the calling thread waits only so long. */
    <T> T elsewhere(Callable<T> action, Duration limit) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        parts.executor().execute(task);
        try {
            return task.get(limit.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hung) {
            task.cancel(true);
            throw new TimeoutException("no answer within %d ms".formatted(limit.toMillis()));
        }
    }

    private synchronized void follow(TargetState state) {
        // while this process leads, the run acknowledges by itself; afterwards, what it has not come to is left to this
        if (followed < state.epoch() && !leading.get()) {
            followed = state.epoch();
            run(() -> acknowledge(state.epoch(), state.state().isRunning()));
        }
    }

    private void acknowledge(long epoch, boolean validating) {
        draining = epoch;
        parts.nodes()
                .acknowledge(epoch, Acknowledgement.FORCED, parts.strategy().inFlight());
        parts.strategy().drained().whenComplete((none, failed) -> {
            if (failed == null) {
                run(() -> drained(epoch, validating));
            } else {
                log.warn("[RollbackManager] {} cannot be drained in this process", parts.target(), failed);
            }
        });
    }

    private void drained(long epoch, boolean validating) {
        draining = 0;
        parts.nodes().acknowledge(epoch, Acknowledgement.DRAINED, 0);
        if (validating) {
            RollbackRequest request = ledger.state()
                    .request(parts.target())
                    .orElseGet(() -> RollbackRequest.emergency(parts.target(), "unknown", "unknown"));
            StepContext context = new StepContext(parts.migration(), request, epoch, true, false);
            parts.nodes().answer(epoch, Validation.by(parts.strategy(), context));
        }
    }

    /** What is in force in this process without being recorded, and since when. */
    record Forced(RollbackRequest request, Instant at) {}

    /** What was recorded when it was last looked at. */
    private record Seen(RollbackState state, long epoch, long generation) {}
}
