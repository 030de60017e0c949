package dev.switchback.canary;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was thrown, and reports the first of each kind: an operation and a type of error. */
final class RaisedErrors {

    private static final Logger log = LoggerFactory.getLogger(CanaryRunner.class);
    private static final int KINDS = 256; // types can be generated without end, reports must not be

    private final CanaryObserver observer;
    private final Set<Kind> reported = ConcurrentHashMap.newKeySet();
    private final LongAdder count = new LongAdder();

    RaisedErrors(CanaryObserver observer) {
        this.observer = observer;
    }

    long count() {
        return count.sum();
    }

    void report(String operation, Throwable error) {
        count.increment();
        if (reported.size() >= KINDS || !reported.add(new Kind(operation, error.getClass()))) {
            return;
        }
        try {
            log.warn(
                    "[CanaryRunner] {} threw {}; further ones are only counted",
                    operation,
                    error.getClass().getName());
            observer.raised(operation, error);
        } catch (Throwable second) { // whoever is told of errors may throw as well, and nobody is left to tell
            count.increment();
        }
    }

    private record Kind(String operation, Class<?> type) {}
}
