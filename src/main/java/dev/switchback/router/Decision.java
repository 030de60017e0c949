package dev.switchback.router;

import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Route;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where a request was sent, and why.
 *
 * @param route the side that the request was assigned to
 * @param reason the rule that decided it
 */
public record Decision(Route route, Reason reason) {

    private static final Map<Reason, Decision> ALL = all();

    /** {@return the one decision for a reason, without allocating} */
    public static Decision of(Reason reason) {
        return Objects.requireNonNull(ALL.get(reason));
    }

    private static Map<Reason, Decision> all() {
        Map<Reason, Decision> all = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            all.put(reason, new Decision(reason.route(), reason));
        }
        return all;
    }
}
