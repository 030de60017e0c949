package dev.switchback.router.way;

import java.util.concurrent.Callable;

/**
 * A request that does no harm, ready to be sent to either side of one adapter.
 *
 * @param legacy sends it to the legacy pipeline
 * @param newSide sends it to the new pipeline
 */
record Probe(Callable<?> legacy, Callable<?> newSide) {}
