package dev.switchback.canary;

/**
 * Thrown by a sample's other side that may not run any more, before it has done anything: the sample is dropped and
 * counted as such, without a verdict.
 */
public final class CanaryNotRunException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes one; the reason is for people who debug. */
    public CanaryNotRunException(String reason) {
        super(reason, null, false, false);
    }
}
