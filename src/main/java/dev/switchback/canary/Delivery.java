package dev.switchback.canary;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.pipeline.Outcome;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cleans what was found, and tells a verdict: to the log and to the observer. */
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(CanaryRunner.class);

    private final UnaryOperator<Discrepancy> clean;
    private final CanaryObserver observer;
    private final RaisedErrors errors;
    private final ShadowThreads threads;

    Delivery(UnaryOperator<Discrepancy> clean, CanaryObserver observer, RaisedErrors errors, ShadowThreads threads) {
        this.clean = clean;
        this.observer = observer;
        this.errors = errors;
        this.threads = threads;
    }

    /** {@return the difference, cleaned; one that cannot be cleaned shows nothing, and matters as before} */
    Discrepancy cleaned(Discrepancy found) {
        try {
            Discrepancy cleaned = clean.apply(found);
            if (cleaned != null) {
                return cleaned.weighed(found.severity());
            }
        } catch (Throwable thrown) {
            errors.report("clean", thrown);
        }
        return Discrepancy.of(found.type(), "", "withheld: it could not be cleaned")
                .weighed(found.severity());
    }

    void tell(CanaryVerdict verdict) {
        try {
            if (verdict.result() == CanaryResult.CRITICAL) {
                log.warn(
                        "[OutputComparator] CANARY DISCREPANCY {}",
                        verdict.comparison().line(verdict.key()));
            }
            observer.onVerdict(verdict);
        } catch (Throwable thrown) {
            errors.report("observer", thrown);
        }
    }

    /** Tells from a thread of its own, so that an observer that hangs does not hold up the time-outs. */
    void tellLate(CanaryVerdict verdict) {
        try {
            threads.late(() -> tell(verdict));
        } catch (RejectedExecutionException full) {
            errors.report("observer", full);
        }
    }

    /** Closes what the other side returned: nobody but the comparator was to see it. */
    void close(Outcome<?> other) {
        if (other instanceof Outcome.Returned<?> returned && returned.output() instanceof AutoCloseable output) {
            try {
                output.close();
            } catch (Throwable thrown) {
                errors.report("close", thrown);
            }
        }
    }
}
