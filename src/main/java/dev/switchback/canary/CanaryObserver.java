package dev.switchback.canary;

/**
 * Told what canaries found.
 *
 * <p>Called from the canary's threads, by several at once. What it throws is counted and reported, and reaches nobody;
 * while it does not return, one canary thread is taken.
 */
@FunctionalInterface
public interface CanaryObserver {

    /** Called once for each run that ended, dropped runs apart: those are only counted. */
    void onVerdict(CanaryVerdict verdict);

    /**
     * Called once for each kind of error, a kind being the operation and the type of the error.
     *
     * @param operation what threw: {@code other}, {@code comparator}, {@code judge}, {@code ignore}, {@code legacy again},
     *     {@code clean}, {@code observer}, {@code keep}, {@code context}, {@code close} or {@code onOther}
     * @param error what it threw
     */
    default void raised(String operation, Throwable error) {}
}
