package dev.switchback.rollback;

import dev.switchback.rollback.Ledger.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a rollback, its planning or its recovery went.
 *
 * @param request what was asked
 * @param state the state that the target is in afterwards
 * @param epoch the generation that recorded it, 0 if nothing could be recorded
 * @param success whether every step worked and the proof was given
 * @param steps what was done, in order
 * @param errors what went wrong, a sentence each
 * @param warnings what somebody should know, a sentence each
 * @param durable whether the record survives a power cut
 * @param nodes the live nodes when it ended
 * @param unacknowledged those of them that have not acknowledged it, with the reason
 * @param left how many calls were still in flight, by node; empty when all is drained
 * @param validation the proof
 * @param bothPipelinesFailing whether legacy was failing too when it began
 * @param took how long it took
 */
public record RollbackReport(
        RollbackRequest request,
        RollbackState state,
        long epoch,
        boolean success,
        List<CompletedStep> steps,
        List<String> errors,
        List<String> warnings,
        boolean durable,
        List<String> nodes,
        List<String> unacknowledged,
        Map<String, Long> left,
        Validation validation,
        boolean bothPipelinesFailing,
        Duration took) {

    public RollbackReport {
        steps = List.copyOf(steps);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        nodes = List.copyOf(nodes);
        unacknowledged = List.copyOf(unacknowledged);
        left = new TreeMap<>(left);
    }

    /** {@return the report of a change that has no steps} */
    static RollbackReport recorded(RollbackRequest request, RollbackState state, Recorded recorded, Duration took) {
        List<String> trouble = recorded.durable() ? List.of() : List.of(recorded.sentence());
        return new RollbackReport(
                request,
                state,
                0,
                !recorded.refused(),
                List.of(),
                recorded.refused() ? trouble : List.of(),
                recorded.refused() ? List.of() : trouble,
                recorded.durable(),
                List.of(),
                List.of(),
                Map.of(),
                Validation.of(),
                false,
                took);
    }

    /** {@return the report of what was only tried out} */
    static RollbackReport tried(RollbackPlan plan) {
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.add("dry run: would run " + String.join(", ", plan.stepNames()));
        return new RollbackReport(
                plan.request(),
                plan.from(),
                0,
                plan.refusal().isEmpty(),
                List.of(),
                plan.refusal().stream().toList(),
                warnings,
                false,
                plan.nodes(),
                List.of(),
                Map.of(),
                Validation.of(),
                false,
                Duration.ZERO);
    }

    /** {@return whether it is proven: it worked, is durable, all nodes acknowledged it and nothing is left} */
    public boolean isProven() {
        return success && durable && unacknowledged.isEmpty() && left.isEmpty();
    }

    /** {@return the names of the steps that worked, in order} */
    public List<String> stepsCompleted() {
        return completed(steps);
    }

    static List<String> completed(List<CompletedStep> steps) {
        return steps.stream()
                .filter(CompletedStep::success)
                .map(CompletedStep::name)
                .toList();
    }

    /** {@return how it went, in one line for people} */
    public String sentence() {
        List<String> parts = new ArrayList<>();
        parts.add("%s is %s after %d ms".formatted(request.target(), state.text(), took.toMillis()));
        parts.addAll(errors);
        parts.addAll(warnings);
        return String.join("; ", parts);
    }

    /**
     * One step that ran.
     *
     * @param name what it does, in lower snake case
     * @param success whether it worked
     * @param detail what came of it, a sentence
     * @param took how long it took
     */
    public record CompletedStep(String name, boolean success, String detail, Duration took) {}
}
