package dev.switchback.flags;

/** Where a call without a routing key, or with an empty one, goes while the percentage is between 0 and 100. */
public enum MissingKey {
    /** To legacy, which is the default: what cannot be placed is not experimented with. */
    LEGACY,
    /** By a draw of its own for each call, so that the share is kept though nothing is sticky. */
    PERCENTAGE
}
