package dev.switchback.fleet;

import dev.switchback.state.StateJson;
import dev.switchback.state.StateStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name that this process holds, its node file, and what the dead left; for one thread, but that any may read the
 * name.
 */
final class Place {

    private static final Logger log = LoggerFactory.getLogger(Place.class);

    private static final int SETTLED_AFTER = 20;

    private final StateStore store;
    private final Slots slots;
    private final Consumer<NodeReport> onDead;
    private final Set<String> mourned = new HashSet<>(); // instances whose last report has been folded in
    private volatile String node;
    private boolean joined;
    private int beats;
    private boolean complained;

    Place(StateStore store, Slots slots, Consumer<NodeReport> onDead) {
        this.store = store;
        this.slots = slots;
        this.onDead = onDead;
        node = slots.name(1);
    }

    /** {@return the name at present; provisional until the first report is written} */
    String node() {
        return node;
    }

    /** Makes sure of the name, writes the report, and clears away what dead processes left. Never throws. */
    void write(Supplier<NodeReport> report) {
        try {
            Map<String, NodeReport> reports = FleetView.reports(store.observations(settled()));
            keepOrChange(reports);
            store.observe(node, StateJson.MAPPER.valueToTree(report.get()));
            joined = true;
            sweep(reports);
            complained = false;
        } catch (RuntimeException failed) { // the disk may be gone: routing goes on, and the next beat tries again
            if (!complained) {
                complained = true;
                log.warn("[Fleet] cannot write the report of {}; tried again with each beat", node, failed);
            }
        }
    }

    /** Two that take one name in the same instant are to find that out at once; later nothing is urgent. */
    private Duration settled() {
        beats = Math.min(beats + 1, SETTLED_AFTER);
        return beats < SETTLED_AFTER ? Duration.ZERO : FleetView.CALM;
    }

    /** Steps down and removes the report, if it is this process's; while calls run it stays as the last. Never throws. */
    void leave(Leadership leadership, Supplier<NodeReport> report) {
        stepDown(leadership);
        try {
            NodeReport last = report.get();
            NodeReport found = FleetView.reports(store.observations()).get(node);
            if (found != null && slots.isMine(found) && last.isBusy()) {
                store.observe(node, StateJson.MAPPER.valueToTree(last.left()));
            } else if (found != null && slots.isMine(found)) {
                store.forget(node);
            }
        } catch (RuntimeException failed) { // the next process takes the name over, since this one will be dead
            log.warn("[Fleet] cannot remove the report of {}", node, failed);
        }
    }

    /** Makes sure of being the leader, or tries to become it. Never throws. */
    void lead(Leadership leadership) {
        try {
            leadership.renew();
        } catch (RuntimeException failed) { // the same store has just been complained of
            log.debug("[Fleet] cannot ask who leads", failed);
        }
    }

    private void stepDown(Leadership leadership) {
        try {
            leadership.give();
        } catch (RuntimeException failed) {
            log.debug("[Fleet] cannot step down; the store finds out by itself", failed);
        }
    }

    /** What it counted is kept at once; its report stays for a while where it may only be cut off. */
    private void bury(NodeReport dead) {
        if (mourned.add(dead.instance())) {
            onDead.accept(dead);
        }
        if (mayBeForgotten(dead)) {
            forget(dead.node(), report -> report.instance().equals(dead.instance()) && mayBeForgotten(report));
        }
    }

    private boolean mayBeForgotten(NodeReport report) {
        Liveness liveness = slots.liveness();
        return liveness.isDead(report) && !liveness.isCutOff(report) && !liveness.isLeaving(report);
    }

    /** The report that was looked at may be another's by now, who took the name or came back: so it is looked at anew. */
    private void forget(String name, Predicate<NodeReport> condemned) {
        NodeReport found = FleetView.reports(store.observations()).get(name);
        if (found != null && condemned.test(found)) {
            store.forget(name);
        }
    }

    private void keepOrChange(Map<String, NodeReport> reports) {
        node = slots.keepOrChange(node, joined, reports);
        NodeReport predecessor = reports.get(node);
        if (predecessor != null
                && !slots.isMine(predecessor)
                && slots.liveness().isDead(predecessor)) {
            onDead.accept(predecessor);
        }
    }

    /** One process does it for all, so that what the dead counted is folded in once as a rule. */
    private void sweep(Map<String, NodeReport> reports) {
        List<NodeReport> others = reports.values().stream()
                .filter(report -> report.migration().equals(slots.migration())
                        && !report.node().equals(node))
                .toList();
        boolean first = others.stream()
                .filter(slots.liveness()::isLive)
                .noneMatch(report -> report.node().compareTo(node) < 0);
        if (first) {
            List<NodeReport> dead =
                    others.stream().filter(slots.liveness()::isDead).toList();
            dead.forEach(this::bury);
            mourned.retainAll(dead.stream().map(NodeReport::instance).toList()); // one that goes on may die again
        }
    }
}
