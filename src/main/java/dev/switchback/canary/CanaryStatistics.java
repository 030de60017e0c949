package dev.switchback.canary;

import java.time.Duration;

/**
 * What the canaries of one runner came to, since it was made.
 *
 * @param compared runs that came to a comparison: matches, noise, ignored, cosmetic and critical
 * @param matches runs without any difference
 * @param noise runs with differences only where legacy differs from itself
 * @param ignored runs with differences only in what somebody has said to ignore
 * @param cosmetic runs with differences that do not matter
 * @param critical runs with at least one difference that matters
 * @param errors runs whose comparator threw
 * @param timeouts runs that did not end in time
 * @param dropped samples that were never run: no room, cancelled or closed
 * @param raised everything that was thrown by the other side, the comparator, the cleaner and the observer
 * @param running runs under way or waiting for a thread
 * @param hanging runs that were interrupted at their time-out and have not come back
 * @param meanOverhead mean time that one ended run spent in the other side and in comparing
 */
public record CanaryStatistics(
        long compared,
        long matches,
        long noise,
        long ignored,
        long cosmetic,
        long critical,
        long errors,
        long timeouts,
        long dropped,
        long raised,
        long running,
        long hanging,
        Duration meanOverhead) {}
