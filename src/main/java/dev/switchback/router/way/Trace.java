package dev.switchback.router.way;

import dev.switchback.breaker.BreakerState;
import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Route;
import dev.switchback.router.Decision;
import dev.switchback.router.Execution;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one request leaves behind for {@code execute}; {@code generate} does without, and so allocates nothing. */
final class Trace {

    private Reason reason = Reason.STATE_UNREADABLE;
    private BreakerState breaker = BreakerState.CLOSED;
    private @Nullable Throwable cause;
    private boolean canary;

    void assigned(Reason why, BreakerState state) {
        reason = why;
        breaker = state;
    }

    void fellBack(Throwable why) {
        cause = why;
    }

    void sampled() {
        canary = true;
    }

    <O> Execution<O> execution(O output, String id, Duration took) {
        Decision decision = Decision.of(reason, breaker);
        Throwable failed = cause;
        Route served = decision.route();
        return failed == null
                ? new Execution.Direct<>(output, id, decision, served, took, canary)
                : new Execution.FellBack<>(output, id, decision, took, canary, failed);
    }
}
