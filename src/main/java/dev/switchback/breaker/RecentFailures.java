package dev.switchback.breaker;

/**
 * When the last failures happened, oldest first; the oldest gives way to the newest. Guarded by the breaker's lock.
 *
 * <p>Resilience4j's window cannot be filled with the past, so these moments are what a new window is given to begin
 * with, and what outlives the process.
 */
final class RecentFailures {

    private final long windowNanos;
    private final long[] moments;
    private int first;
    private int size;

    RecentFailures(BreakerSettings settings) {
        this.windowNanos = settings.errorWindow().toNanos();
        this.moments = new long[2 * settings.errorThreshold()];
    }

    /** Adds the moment of a failure, which is not before those that are there. */
    void add(long nanos) {
        moments[(first + size) % moments.length] = nanos;
        if (size < moments.length) {
            size++;
        } else {
            first = (first + 1) % moments.length;
        }
    }

    /** {@return a copy as other settings remember it} */
    RecentFailures under(BreakerSettings settings) {
        RecentFailures copy = new RecentFailures(settings);
        for (int place = 0; place < size; place++) {
            copy.add(moment(place));
        }
        return copy;
    }

    /** {@return the moments that count in the window that ends now, oldest first} */
    long[] within(long nowNanos) {
        long[] inWindow = new long[count(nowNanos)];
        for (int place = 0; place < inWindow.length; place++) {
            inWindow[place] = moment(place);
        }
        return inWindow;
    }

    /** {@return how many count in the window that ends now} */
    int count(long nowNanos) {
        while (size > 0 && nowNanos - moments[first] >= windowNanos) {
            first = (first + 1) % moments.length;
            size--;
        }
        return size;
    }

    void clear() {
        size = 0;
    }

    private long moment(int place) {
        return moments[(first + place) % moments.length];
    }
}
