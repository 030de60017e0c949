package dev.switchback.state.faults;

/** Waits so exactly that a fault falls into the middle of an operation. */
final class Pause {

    private Pause() {}

    static void nanos(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
