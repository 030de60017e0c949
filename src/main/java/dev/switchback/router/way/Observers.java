package dev.switchback.router.way;

import dev.switchback.canary.CanaryResult;
import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Route;
import dev.switchback.router.CallObserver;
import dev.switchback.router.FallbackCause;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every observer, and keeps what one throws from the caller: a meter never changes an answer. */
final class Observers {

    private static final Logger log = LoggerFactory.getLogger(CallObserver.class);

    private final CallObserver[] observers;
    private final AtomicBoolean reported = new AtomicBoolean();

    Observers(List<CallObserver> observers) {
        this.observers = observers.toArray(CallObserver[]::new);
    }

    void onCall(Reason reason, Route ran, boolean failed, long tookNanos) {
        for (CallObserver observer : observers) {
            try {
                observer.onCall(reason, ran, failed, tookNanos);
            } catch (Throwable thrown) { // whatever it is, the request has its answer
                report(observer, thrown);
            }
        }
    }

    void onFallback(FallbackCause cause) {
        for (CallObserver observer : observers) {
            try {
                observer.onFallback(cause);
            } catch (Throwable thrown) { // legacy is still to answer
                report(observer, thrown);
            }
        }
    }

    void onCanary(CanaryResult result, long overheadNanos) {
        for (CallObserver observer : observers) {
            try {
                observer.onCanary(result, overheadNanos);
            } catch (Throwable thrown) { // the next verdict must find the canary's thread alive
                report(observer, thrown);
            }
        }
    }

    private void report(CallObserver observer, Throwable thrown) {
        if (reported.compareAndSet(false, true)) {
            log.warn(
                    "[MigrationAdapter] an observer threw, further ones are not reported (observer={})",
                    observer.getClass().getName(),
                    thrown);
        }
    }
}
