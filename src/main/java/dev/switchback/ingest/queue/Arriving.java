package dev.switchback.ingest.queue;

import java.util.UUID;

/**
 * An event on its way in.
 *
 * @param id what it is to be called if it is new
 * @param event what was handed in
 */
public record Arriving(UUID id, NewEvent event) {}
