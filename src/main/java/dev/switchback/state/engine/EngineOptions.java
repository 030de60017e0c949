package dev.switchback.state.engine;

import java.time.Clock;
import java.time.Duration;

/**
 * How a store is run.
 *
 * @param kind {@code files} or {@code postgresql}
 * @param where what to call it in a message, without secrets
 * @param node what this process calls itself in the history
 * @param clock says when something happened
 * @param timing how long things take
 * @param readOnly whether nothing may be changed
 */
public record EngineOptions(String kind, String where, String node, Clock clock, Timing timing, boolean readOnly) {

    /**
     * How long things take.
     *
     * @param poll how often the store is looked at, zero for only when asked
     * @param patience how long a caller waits for the store
     * @param longestPause after how many looks at the latest a store that does not work is tried again
     */
    public record Timing(Duration poll, Duration patience, int longestPause) {}
}
