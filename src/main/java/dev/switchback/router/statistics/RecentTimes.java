package dev.switchback.router.statistics;

import java.util.Arrays;

/**
 * The last durations of one side, in nanoseconds: about the newest thousand, for means and quantiles.
 *
 * <p>Written without any ordering by the threads that serve requests: two that write at once may lose a sample, which
 * a quantile over a thousand does not notice, and which keeps the request free of another contended counter. What must
 * not lose anything is counted in {@link Tally}. Striped by thread, so that threads do not share a cache line.
 */
final class RecentTimes {

    private static final int STRIPES = 8;
    private static final int PER_STRIPE = 128;

    private final Stripe[] stripes = new Stripe[STRIPES];

    RecentTimes() {
        Arrays.setAll(stripes, at -> new Stripe());
    }

    void record(long nanos) {
        Stripe stripe = stripes[(int) Thread.currentThread().getId() & (STRIPES - 1)];
        int at = stripe.next;
        stripe.next = at + 1;
        stripe.nanos[at & (PER_STRIPE - 1)] = nanos + 1;
    }

    /** {@return the durations kept, shortest first} */
    long[] sorted() {
        return Arrays.stream(stripes)
                .flatMapToLong(stripe -> Arrays.stream(stripe.nanos))
                .filter(nanos -> nanos > 0)
                .map(nanos -> nanos - 1)
                .sorted()
                .toArray();
    }

    /** Slots hold the duration plus one, so that 0 means unused. */
    private static final class Stripe {
        private final long[] nanos = new long[PER_STRIPE];
        private int next;
    }
}
