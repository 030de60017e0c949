package dev.switchback.fleet;

import java.time.Instant;

/**
 * What a node answered to something that was asked of it through the journal.
 *
 * @param request the sequence number of the record that asked, or the epoch of the rollback
 * @param kind what was asked, such as {@code PROBE_REQUESTED}
 * @param success whether it worked
 * @param detail a sentence
 * @param at when it was answered, by the node's clock
 */
public record Answer(long request, String kind, boolean success, String detail, Instant at) {}
