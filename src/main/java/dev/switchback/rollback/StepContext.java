package dev.switchback.rollback;

/**
 * What a step and the proof know of the rollback that they are part of.
 *
 * @param migration the migration's name
 * @param request what was asked
 * @param epoch the generation that recorded the rollback, what every node acknowledges
 * @param durable whether the record is durable: nothing that cannot be repeated may be done while it is not
 * @param resumed whether another process began, and this one finishes
 */
public record StepContext(String migration, RollbackRequest request, long epoch, boolean durable, boolean resumed) {}
