package dev.switchback.rollback;

import dev.switchback.rollback.RollbackRequest.Operation;
import dev.switchback.rollback.RollbackSetup.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What would happen, without anything having been changed.
 *
 * @param request what was asked
 * @param from the state that the target is in
 * @param to the state that it would be brought to at once
 * @param refusal why it would be refused, empty if it would not be
 * @param steps the steps in order
 * @param nodes the live nodes that would have to acknowledge it
 * @param warnings what somebody should know first, a sentence each
 */
public record RollbackPlan(
        RollbackRequest request,
        RollbackState from,
        RollbackState to,
        Optional<String> refusal,
        List<PlannedStep> steps,
        List<String> nodes,
        List<String> warnings) {

    public RollbackPlan {
        steps = List.copyOf(steps);
        nodes = List.copyOf(nodes);
        warnings = List.copyOf(warnings);
    }

    /** {@return the names of the steps, in order} */
    public List<String> stepNames() {
        return steps.stream().map(PlannedStep::name).toList();
    }

    /** {@return the names of all steps of a strategy's plan, the manager's own among them} */
    static List<String> names(List<Step> plan) {
        return order(plan).stream().map(PlannedStep::name).toList();
    }

    /** {@return what would happen, found out without changing anything} */
    static RollbackPlan of(RollbackRequest request, Parts parts, Ledger ledger) {
        List<String> warnings = new ArrayList<>();
        ledger.unreadable().ifPresent(why -> warnings.add("the recorded state cannot be read: " + why));
        RollbackState from = warnings.isEmpty() ? ledger.state().state() : RollbackState.ACTIVE;
        RollbackState to = request.operation().to();
        parts.thresholds().recommend(parts.signal().vitals()).legacyFailing().ifPresent(warnings::add);
        List<String> nodes = nodes(parts, warnings);
        if (nodes.isEmpty() && parts.remote()) {
            warnings.add("no live node: it would be in force at the next start");
        }
        Optional<String> refusal = from.leadsTo(to)
                ? Optional.empty()
                : Optional.of(RollbackRefusedException.transition(ledger, parts.target(), from, to)
                        .sentence());
        return new RollbackPlan(request, from, to, refusal, steps(request, parts, warnings), nodes, warnings);
    }

    private static List<String> nodes(Parts parts, List<String> warnings) {
        try {
            return parts.nodes().names();
        } catch (RuntimeException unreadable) {
            warnings.add("the nodes cannot be read: " + Ledger.say(unreadable));
            return List.of();
        }
    }

    private static List<PlannedStep> steps(RollbackRequest request, Parts parts, List<String> warnings) {
        if (request.operation() == Operation.CLEAR) {
            return List.of(
                    new PlannedStep("record", "Records that the rollback is left, if nothing has changed since"),
                    new PlannedStep("release", "Releases in every process what was forced"));
        }
        try {
            return order(parts.strategy().plan(request));
        } catch (Exception failed) {
            warnings.add("no plan can be made: " + Ledger.say(failed));
            return order(List.of());
        }
    }

    /** {@return all steps in the order in which they run, the manager's own among the strategy's} */
    static List<PlannedStep> order(List<Step> plan) {
        List<PlannedStep> order = new ArrayList<>();
        plan.stream().filter(Step::urgent).map(PlannedStep::of).forEach(order::add);
        order.add(new PlannedStep("record", "Waits until the record is durable"));
        order.add(new PlannedStep("drain", "Waits until nothing runs on what is taken back"));
        plan.stream().filter(step -> !step.urgent()).map(PlannedStep::of).forEach(order::add);
        order.add(new PlannedStep("acknowledge", "Waits until every live node has followed"));
        order.add(new PlannedStep("validate", "Looks whether it is really taken back"));
        return order;
    }

    /**
     * One step that would run.
     *
     * @param name what it does, in lower snake case
     * @param description what it does, a sentence
     */
    public record PlannedStep(String name, String description) {

        static PlannedStep of(Step step) {
            return new PlannedStep(step.name(), step.description());
        }
    }
}
