package dev.switchback.ingest.queue;

import java.time.Instant;

/**
 * One change of the control row, as the append-only table of changes keeps it.
 *
 * @param generation which change it is, from 1
 * @param at when, by the clock of the database
 * @param what {@code mode}, {@code max-concurrency}, {@code min-poll-interval}, {@code batch-size}, {@code lease} or
 *     {@code attempts}; {@code discard} and {@code requeue} for what a person did with events
 * @param old what it was; durations in milliseconds
 * @param now what it is
 * @param operator who changed it
 * @param reason why
 * @param source by which way: {@code api}, {@code cli}, {@code http}, {@code rollback}
 */
public record ControlChange(
        long generation,
        Instant at,
        String what,
        String old,
        String now,
        String operator,
        String reason,
        String source) {}
