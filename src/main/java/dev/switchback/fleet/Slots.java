package dev.switchback.fleet;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that processes of one migration may have on one host, and which of them a process may take.
 *
 * <p>Between looking and writing another may take the same name. Both find that out with their next beat: of two, the
 * one with the lower instance keeps the name.
 */
record Slots(String migration, Liveness liveness, String instance) {

    /** {@return the name of a slot, counted from 1} */
    String name(int number) {
        String first = migration + "." + liveness.host();
        return number == 1 ? first : first + "-" + number;
    }

    /** {@return the name held so far if it can be kept, otherwise the first that is free} */
    String keepOrChange(String held, boolean joined, Map<String, NodeReport> reports) {
        if (keeps(reports.get(held), joined)) {
            return held;
        }
        int number = 1;
        while (!isFree(reports.get(name(number)))) {
            number++;
        }
        return name(number);
    }

    boolean isMine(NodeReport report) {
        return report.instance().equals(instance);
    }

    private boolean keeps(@Nullable NodeReport found, boolean joined) {
        return isFree(found) || (joined && found != null && instance.compareTo(found.instance()) < 0);
    }

    private boolean isFree(@Nullable NodeReport found) {
        return found == null || isMine(found) || (liveness.isDead(found) && !liveness.isLeaving(found));
    }
}
