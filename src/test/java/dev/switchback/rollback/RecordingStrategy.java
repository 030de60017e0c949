package dev.switchback.rollback;

import dev.switchback.rollback.Validation.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A strategy that writes down what is asked of it, and does as it is told. */
final class RecordingStrategy implements RollbackStrategy {

    final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);
    private long inFlight;
    private Validation validation = Validation.of(Check.critical("legacy_probe", true, "answered"));
    private Runnable whenForced = () -> {};

    RecordingStrategy() {
        steps.add(Step.urgent("open_breaker", "Opens the breaker", context -> {
            calls.add("open_breaker");
            return "open";
        }));
    }

    RecordingStrategy with(Step step) {
        steps.add(step);
        return this;
    }

    RecordingStrategy failing(String check) {
        validation = Validation.of(Check.critical(check, false, "no answer"));
        return this;
    }

    RecordingStrategy proving() {
        validation = Validation.of(Check.critical("legacy_probe", true, "answered"));
        return this;
    }

    RecordingStrategy running(long calls) {
        inFlight = calls;
        drained = new CompletableFuture<>();
        return this;
    }

    RecordingStrategy whenForced(Runnable action) {
        whenForced = action;
        return this;
    }

    void end() {
        inFlight = 0;
        drained.complete(null);
    }

    @Override
    public String target() {
        return ROUTING;
    }

    @Override
    public void force(long epoch) {
        calls.add("force " + epoch);
        whenForced.run();
    }

    @Override
    public void release(long generation) {
        calls.add("release " + generation);
    }

    @Override
    public long inFlight() {
        return inFlight;
    }

    @Override
    public CompletionStage<Void> drained() {
        return drained;
    }

    @Override
    public List<Step> plan(RollbackRequest request) {
        return steps;
    }

    @Override
    public Validation validate(StepContext context) {
        calls.add("validate");
        return validation;
    }
}
