package dev.switchback.rollback;

import dev.switchback.fleet.Acknowledgement;
import dev.switchback.rollback.Ledger.Recorded;
import dev.switchback.rollback.RollbackReport.CompletedStep;
import dev.switchback.rollback.RollbackSetup.Parts;
import dev.switchback.rollback.signal.Recommendation;
import dev.switchback.state.HistoryEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rollback or recovery, led by this process from its record to its result; for one thread.
 *
 * <p>Everything that may take long has a limit, and whatever fails is noted while the rest goes on: at its end the
 * target is in a state that says how it went.
 */
final class RollbackRun {

    private static final Logger log = LoggerFactory.getLogger(RollbackRun.class);

    private final Parts parts;
    private final Ledger ledger;
    private final Follower follower;
    private final RollbackRequest request;
    private final CompletableFuture<HistoryEntry> intent;
    private StepContext began; // with the epoch as far as it is known
    private final long startedNanos;
    private final List<CompletedStep> steps = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Long> left = new TreeMap<>();
    private Recorded recorded = new Recorded(false, false, "not recorded yet");
    private Validation validation = Validation.of();
    private Nodes.Roll roll = Nodes.Roll.EMPTY;
    private boolean interrupted;

    RollbackRun(Parts parts, Follower follower, StepContext began, CompletableFuture<HistoryEntry> intent) {
        this.parts = parts;
        this.follower = follower;
        this.ledger = follower.ledger();
        this.began = began;
        this.request = began.request();
        this.intent = intent;
        this.startedNanos = parts.nanoTime().getAsLong();
    }

    /** Leads it to its end, and returns how it went. */
    RollbackReport lead() {
        interrupted = Thread.interrupted(); // whoever was told to stop has asked for this all the same
        boolean bothFailing = sayIfBothFail();
        List<Step> plan = plan();
        try {
            parts.events()
                    .publish(() -> new RollbackEvent.Started(
                            parts.migration(), parts.clock().instant(), request, RollbackPlan.names(plan)));
            return told(perform(plan, bothFailing));
        } catch (RuntimeException | Error broken) { // whoever heard of the start hears of the end
            errors.add(Ledger.say(broken));
            told(report(RollbackState.ROLLBACK_FAILED, false, bothFailing));
            throw broken;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RollbackReport perform(List<Step> plan, boolean bothFailing) {
        acknowledge(Acknowledgement.FORCED);
        plan.stream()
                .filter(Step::urgent)
                .forEach(step -> step(step.name(), () -> step.action().run(began)));
        step("record", this::record);
        step("drain", this::drain);
        performRest(plan);
        step("acknowledge", this::collect);
        step("validate", this::prove);
        return conclude(bothFailing);
    }

    private RollbackReport told(RollbackReport report) {
        parts.events()
                .publish(() ->
                        RollbackEvent.ended(parts.migration(), parts.clock().instant(), report));
        return report;
    }

    private boolean sayIfBothFail() {
        try {
            Recommendation advice = parts.thresholds().recommend(parts.signal().vitals());
            advice.legacyFailing().ifPresent(sentence -> {
                warnings.add(sentence);
                log.warn("[RollbackManager] {}", sentence);
            });
            return advice.bothPipelinesFailing();
        } catch (Throwable blind) { // figures are good to have; taking it back is what was asked
            warnings.add("figures: " + Ledger.say(blind));
            return false;
        }
    }

    private List<Step> plan() {
        try {
            return parts.strategy().plan(request);
        } catch (Throwable failed) { // whatever it is, what is forced stays forced and the others are to know
            errors.add("plan: " + Ledger.say(failed));
            return List.of();
        }
    }

    /** A step that fails may be what the next one stands on, so the next ones are left out. */
    private void performRest(List<Step> plan) {
        StepContext context = context();
        for (Step step : plan) {
            if (!step.urgent()) {
                if (!step(step.name(), () -> step.action().run(context))) {
                    return;
                }
                ledger.progress(request, RollbackReport.completed(steps));
            }
        }
    }

    private StepContext context() {
        return new StepContext(began.migration(), request, began.epoch(), recorded.durable(), began.resumed());
    }

    private boolean step(String name, Callable<String> action) {
        long began = parts.nanoTime().getAsLong();
        boolean well = false;
        String detail;
        try {
            detail = action.call();
            well = true;
        } catch (Unfinished unfinished) {
            detail = String.valueOf(unfinished.getMessage());
        } catch (InterruptedException stopped) {
            interrupted = true;
            detail = "interrupted";
            warnings.add(name + ": interrupted"); // nothing has failed, but it is not proven either
        } catch (Throwable failed) { // a probe runs what users wrote, and its errors must not leave this half done
            detail = Ledger.say(failed);
            errors.add(name + ": " + detail);
        }
        steps.add(new CompletedStep(name, well, detail, since(began)));
        log.info("[RollbackManager] {} {}: {} ({})", parts.target(), name, well ? "done" : "not done", detail);
        return well;
    }

    private String record() throws InterruptedException, Unfinished {
        recorded = Ledger.await(intent, parts.limits().durable());
        if (!recorded.durable()) {
            (parts.remote() ? errors : warnings).add(recorded.sentence());
            throw new Unfinished(recorded.sentence());
        }
        // what waited for the disk before it was written first, and has made the generation that was expected
        long epoch = follower.recordedEpoch(began.epoch());
        began = new StepContext(began.migration(), request, epoch, true, began.resumed());
        return recorded.sentence();
    }

    private String drain() throws Exception {
        try {
            parts.strategy()
                    .drained()
                    .toCompletableFuture()
                    .get(parts.limits().drain().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            long running = parts.strategy().inFlight();
            left.put(parts.nodes().name(), running);
            String sentence = "%d calls still run after %d ms"
                    .formatted(running, parts.limits().drain().toMillis());
            warnings.add(sentence);
            throw new Unfinished(sentence);
        } catch (InterruptedException stopped) {
            left.put(parts.nodes().name(), parts.strategy().inFlight());
            throw stopped;
        }
        acknowledge(Acknowledgement.DRAINED);
        return "nothing is in flight";
    }

    private String collect() throws Exception {
        if (recorded.refused() || (parts.remote() && !recorded.durable())) {
            throw new Unfinished("no other process can see a record that is not there");
        }
        // of a remote one the others have not had their time to drain yet
        Duration patience = parts.limits()
                .acknowledge()
                .plus(parts.remote() ? parts.limits().drain() : Duration.ZERO);
        // of a rollback that another process leads, that one has the proof
        boolean validated = parts.remote()
                && ledger.unreadable().isEmpty()
                && ledger.state().isLedBy(parts.nodes().name());
        roll = follower.elsewhere(() -> parts.nodes().collect(began.epoch(), validated, patience), patience);
        if (parts.remote() && roll.nodes().isEmpty()) {
            warnings.add("no live node: the rollback is in force at the next start");
        }
        left.putAll(roll.left());
        if (!roll.unacknowledged().isEmpty()) {
            String sentence = "not acknowledged by " + String.join(", ", TargetState.few(roll.unacknowledged()));
            warnings.add(sentence);
            throw new Unfinished(sentence);
        }
        return "%d other nodes have followed".formatted(roll.nodes().size());
    }

    private String prove() throws Exception {
        if (recorded.refused() && parts.remote()) {
            throw new Unfinished("nothing was recorded");
        }
        StepContext context = context();
        validation = follower.elsewhere(
                () -> Validation.by(parts.strategy(), context), parts.limits().validate());
        warnings.addAll(validation.passed() ? validation.issues() : List.of());
        if (!validation.passed()) {
            errors.addAll(validation.issues());
            throw new Unfinished(String.join("; ", validation.issues()));
        }
        return "%d checks passed".formatted(validation.checks().size());
    }

    private RollbackReport conclude(boolean bothFailing) {
        boolean recovery = request.operation() == RollbackRequest.Operation.RECOVERY;
        RollbackState failed = recovery ? RollbackState.RECOVERY_FAILED : RollbackState.ROLLBACK_FAILED;
        RollbackState end = errors.isEmpty() ? RollbackState.ROLLED_BACK : failed;
        RollbackReport report = report(end, recorded.durable(), bothFailing);
        if (recorded.refused() || (parts.remote() && !recorded.durable())) {
            return report; // if it is written after all, a node finishes it once the lease is over
        }
        Recorded result = write(report);
        RollbackState now =
                ledger.unreadable().isPresent() ? end : ledger.state().state();
        if (now != end) {
            warnings.add(
                    result.refused()
                            ? result.sentence()
                            : "another process leads it now; here it came to " + end.text());
        }
        return report(now, recorded.durable() && result.durable(), bothFailing);
    }

    private Recorded write(RollbackReport report) {
        CompletableFuture<HistoryEntry> written = ledger.submit(ledger.result(report));
        try {
            // a disk that did not take the intent in time is not waited for again
            return Ledger.await(written, recorded.durable() ? parts.limits().durable() : Duration.ZERO);
        } catch (InterruptedException stopped) {
            interrupted = true;
            return new Recorded(false, false, "interrupted");
        }
    }

    private RollbackReport report(RollbackState state, boolean durable, boolean bothFailing) {
        return new RollbackReport(
                request,
                state,
                recorded.refused() ? 0 : began.epoch(),
                errors.isEmpty(),
                steps,
                errors,
                warnings,
                durable,
                roll.nodes(),
                roll.unacknowledged(),
                left,
                validation,
                bothFailing,
                since(startedNanos));
    }

    private void acknowledge(Acknowledgement stage) {
        follower.run(() ->
                parts.nodes().acknowledge(began.epoch(), stage, parts.strategy().inFlight()));
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(parts.nanoTime().getAsLong() - nanos);
    }

    /** A step that did not come to its end, without having failed. */
    private static final class Unfinished extends Exception {

        private static final long serialVersionUID = 1L;

        Unfinished(String sentence) {
            super(sentence);
        }
    }
}
