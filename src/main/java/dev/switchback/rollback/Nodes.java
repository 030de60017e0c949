package dev.switchback.rollback;

import dev.switchback.fleet.Acknowledgement;
import dev.switchback.fleet.Fleet;
import dev.switchback.fleet.FleetView;
import dev.switchback.fleet.NodeReport;
import dev.switchback.fleet.NodeReport.Followed;
import dev.switchback.rollback.Validation.Check;
import dev.switchback.state.StateStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The processes that a rollback of one target is about: this one, if it is a node, and the others. */
final class Nodes {

    /** The answer in which a node says what its own proof found. */
    static final String VALIDATED = "ROLLBACK_VALIDATED";

    private final FleetView view;
    private final @Nullable Fleet own;
    private final String outsider;
    private final String target;

    Nodes(FleetView view, @Nullable Fleet own, String outsider, String target) {
        this.view = view;
        this.own = own;
        this.outsider = outsider;
        this.target = target;
    }

    /** {@return the name under which this process leads and acknowledges} */
    String name() {
        return own == null ? outsider : own.node();
    }

    /**
     * Returns the strategy of a process that has nothing of the target, such as the CLI: the record makes every node
     * force and drain by itself, and what they say of that is the proof.
     */
    RollbackStrategy strategy() {
        return new Remote(target, this::others);
    }

    void serve() {
        if (own != null) {
            own.serve(target);
        }
    }

    void acknowledge(long epoch, Acknowledgement stage, long inFlight) {
        if (own != null) {
            own.acknowledge(target, epoch, stage, inFlight);
        }
    }

    /** Says how many calls run on what is taken back while this process goes on with them and follows no more. */
    void leave(long inFlight) {
        acknowledge(0, Acknowledgement.FORCED, inFlight); // of no epoch: what it has followed stays as it was
    }

    void answer(long epoch, Validation validation) {
        if (own != null) {
            String found = validation.issues().isEmpty() ? "ok" : String.join("; ", validation.issues());
            own.answer(epoch, VALIDATED, validation.passed(), found);
        }
    }

    /** {@return the other processes that may run and that have something of the target} */
    List<NodeReport> others() {
        return concerned(view.possible());
    }

    /** {@return the names of all processes that may run and have something of the target, this one included} */
    List<String> names() {
        return view.possible().stream()
                .filter(report -> report.serves(target))
                .map(NodeReport::node)
                .toList();
    }

    /** {@return whether the process of that name is known to be dead; one that is no node is not known} */
    boolean isDead(String name) {
        return view.isGone(name);
    }

    /**
     * Waits until all others have drained an epoch, and have said what their own proof found if that is asked for.
     *
     * @return who they are, and who has not come so far in time
     */
    Roll collect(long epoch, boolean validated, Duration limit) throws InterruptedException {
        try {
            return called(epoch, validated, limit);
        } catch (
                StateStoreException
                        silence) { // nothing can be proven, and nothing that was done here is undone by that
            return new Roll(List.of(), List.of("whoever else there is (%s)".formatted(silence.getMessage())), Map.of());
        }
    }

    private Roll called(long epoch, boolean validated, Duration limit) throws InterruptedException {
        FleetView.Look look = view.awaitPossible(
                reports -> concerned(reports).stream().allMatch(report -> isDone(report, epoch, validated)), limit);
        List<NodeReport> others = concerned(look.possible());
        List<String> unacknowledged = new ArrayList<>();
        Map<String, Long> left = new TreeMap<>();
        for (NodeReport report : others) {
            Followed followed = report.followed(target);
            if (!followed.reached(Acknowledgement.FORCED, epoch)) {
                unacknowledged.add(report.node() + " (not forced)");
            } else if (!followed.reached(Acknowledgement.DRAINED, epoch)) {
                unacknowledged.add("%s (forced, %d in flight)".formatted(report.node(), followed.inFlight()));
                left.put(report.node(), followed.inFlight());
            }
        }
        for (NodeReport report : concerned(look.cutOff())) {
            Followed followed = report.followed(target);
            boolean closed = report.leftAt() != null;
            if (!followed.reached(Acknowledgement.DRAINED, epoch) && (!closed || followed.inFlight() > 0)) {
                unacknowledged.add(closed ? closed(report, followed) : silent(report));
                left.putAll(closed ? Map.of(report.node(), followed.inFlight()) : Map.of());
            }
        }
        return new Roll(others.stream().map(NodeReport::node).toList(), unacknowledged, left);
    }

    private String silent(NodeReport report) {
        return "%s (silent for %d s: dead, or cut off)"
                .formatted(report.node(), view.silence(report).toSeconds());
    }

    private String closed(NodeReport report, Followed followed) {
        return "%s (closed %d s ago, with %d in flight)"
                .formatted(report.node(), view.silence(report).toSeconds(), followed.inFlight());
    }

    private boolean isDone(NodeReport report, long epoch, boolean validated) {
        return report.followed(target).reached(Acknowledgement.DRAINED, epoch)
                && (!validated || report.answer(epoch, VALIDATED).isPresent());
    }

    private List<NodeReport> concerned(List<NodeReport> reports) {
        return reports.stream()
                .filter(report -> report.serves(target))
                .filter(report -> own == null || !report.node().equals(own.node()))
                .toList();
    }

    /** Who the others are, who of them has not acknowledged, and what still runs where. */
    record Roll(List<String> nodes, List<String> unacknowledged, Map<String, Long> left) {

        static final Roll EMPTY = new Roll(List.of(), List.of(), Map.of());
    }

    private record Remote(String target, Supplier<List<NodeReport>> others) implements RollbackStrategy {

        @Override
        public void force(long epoch) {
            // nothing runs here that could be forced; the nodes see the record
        }

        @Override
        public List<Step> plan(RollbackRequest request) {
            return List.of();
        }

        @Override
        public Validation validate(StepContext context) {
            return new Validation(others.get().stream()
                    .map(report -> check(report, context.epoch()))
                    .toList());
        }

        private Check check(NodeReport report, long epoch) {
            String name = report.node();
            return report.answer(epoch, VALIDATED)
                    .map(answer -> Check.critical(name, answer.success(), answer.detail()))
                    .orElseGet(() -> drained(name, report.followed(target).reached(Acknowledgement.DRAINED, epoch)));
        }

        /** Silence is no failure of the rollback: the node is named as one that has not acknowledged it. */
        private static Check drained(String name, boolean drained) {
            return Check.warning(name, drained, drained ? "drained" : "has not acknowledged it");
        }
    }
}
