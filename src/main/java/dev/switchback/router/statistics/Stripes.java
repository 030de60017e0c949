package dev.switchback.router.statistics;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counters that many threads add to at once; no update is ever lost.
 *
 * <p>A thread that has a stripe to itself adds by a load and a store; five such cost 21 ns where five of a
 * {@link LongAdder} cost 36 ns (runbook/decisions/0007). A thread whose place is taken by another one alive adds to a
 * shared adder instead, and one that finds the owner dead goes on where that stopped: a dead thread adds no more.
 */
public final class Stripes {

    private static final int PLACES = 128;

    private final AtomicReferenceArray<@Nullable Stripe> places = new AtomicReferenceArray<>(PLACES);
    private final LongAdder[] shared;

    /** Makes so many counters, numbered from 0, all at 0. */
    public Stripes(int counters) {
        shared = IntStream.range(0, counters)
                .mapToObj(counter -> new LongAdder())
                .toArray(LongAdder[]::new);
    }

    /** Adds to a counter; a thread that then sees {@link #sum} without it has seen an earlier moment. */
    public void add(int counter, long more) {
        Thread caller = Thread.currentThread();
        Stripe stripe = places.getAcquire(place(caller));
        if (stripe != null && stripe.refersTo(caller)) {
            stripe.add(counter, more);
        } else {
            addWithout(caller, counter, more);
        }
    }

    /** {@return the sum of a counter: everything that was added before, and some of what is being added} */
    public long sum(int counter) {
        long sum = shared[counter].sum();
        for (int place = 0; place < PLACES; place++) {
            Stripe stripe = places.get(place);
            sum += stripe == null ? 0 : stripe.value(counter);
        }
        return sum;
    }

    private void addWithout(Thread caller, int counter, long more) {
        Stripe there = places.getAcquire(place(caller));
        if (there == null || there.isLeft()) {
            Stripe own = there == null ? new Stripe(caller, shared.length) : new Stripe(caller, there);
            if (places.compareAndSet(place(caller), there, own)) {
                own.add(counter, more);
                return;
            }
        }
        shared[counter].add(more);
    }

    private static int place(Thread thread) {
        return (int) thread.getId() & (PLACES - 1);
    }

    /**
     * The counters of one thread, which alone writes them. Holds the thread weakly, so as not to keep what it holds.
     */
    private static final class Stripe extends WeakReference<Thread> {

        /** Longs on either side of the values, so that no other thread's stripe is in their cache lines. */
        private static final int APART = 8;

        private final AtomicLongArray values;

        Stripe(Thread owner, int counters) {
            super(owner);
            values = new AtomicLongArray(APART + counters + APART);
        }

        Stripe(Thread owner, Stripe left) {
            super(owner);
            values = left.values;
        }

        boolean isLeft() {
            Thread owner = get();
            return owner == null || !owner.isAlive();
        }

        void add(int counter, long more) {
            values.setRelease(APART + counter, values.getAcquire(APART + counter) + more);
        }

        long value(int counter) {
            return values.get(APART + counter); // in one order with whatever else the reader writes and reads
        }
    }
}
