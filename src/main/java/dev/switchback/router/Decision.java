package dev.switchback.router;

import dev.switchback.breaker.BreakerState;
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
 * @param breaker the breaker's state just after it was decided
 */
public record Decision(Route route, Reason reason, BreakerState breaker) {

    private static final Map<BreakerState, Map<Reason, Decision>> ALL = all();

    /** {@return the one decision for a reason and a state of the breaker, without allocating} */
    public static Decision of(Reason reason, BreakerState breaker) {
        return Objects.requireNonNull(Objects.requireNonNull(ALL.get(breaker)).get(reason));
    }

    private static Map<BreakerState, Map<Reason, Decision>> all() {
        Map<BreakerState, Map<Reason, Decision>> all = new EnumMap<>(BreakerState.class);
        for (BreakerState breaker : BreakerState.values()) {
            Map<Reason, Decision> decisions = new EnumMap<>(Reason.class);
            for (Reason reason : Reason.values()) {
                decisions.put(reason, new Decision(reason.route(), reason, breaker));
            }
            all.put(breaker, decisions);
        }
        return all;
    }
}
