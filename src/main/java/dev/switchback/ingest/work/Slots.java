package dev.switchback.ingest.work;

/** How many handlers may run at once, which may change while they do; thread-safe. */
final class Slots {

    private int limit; // guarded by this
    private int used; // guarded by this
    private boolean closed; // guarded by this

    Slots(int limit) {
        this.limit = limit;
    }

    synchronized void limit(int number) {
        if (number != limit) {
            limit = number;
            notifyAll();
        }
    }

    /** {@return whether there is work for one more thread} */
    synchronized boolean tryTake() {
        if (closed || used >= limit) {
            return false;
        }
        used++;
        return true;
    }

    /** {@return whether a thread that holds a slot may keep it} */
    synchronized boolean mayGoOn() {
        return !closed && used <= limit;
    }

    synchronized void give() {
        used--;
        notifyAll();
    }

    synchronized int used() {
        return used;
    }

    /**
     * Takes no more, and waits until all are given back.
     *
     * @return whether they were in time
     */
    synchronized boolean close(long millis) throws InterruptedException {
        closed = true;
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (used > 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
