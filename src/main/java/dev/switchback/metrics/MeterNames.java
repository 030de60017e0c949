package dev.switchback.metrics;

/**
 * The names of all meters. Each has the tag {@code migration}; the others are named here. Every value of a tag is one of
 * a closed list: never a key, a table, a user or a message. Times are in the base unit of the registry, seconds mostly.
 */
final class MeterNames {

    /** Timer of runs by {@code assigned}, {@code served} and {@code outcome} ({@code ok}, {@code failed}). */
    static final String EXECUTIONS = "migration.executions";
    /** Counter of decisions by {@code route} and {@code reason}. */
    static final String DECISIONS = "migration.decisions";
    /** Counter of fallbacks by {@code cause}. */
    static final String FALLBACKS = "migration.fallbacks";
    /** Counter of canaries by {@code result}. */
    static final String COMPARISONS = "migration.canary.comparisons";
    /** Counter of what canaries threw and nobody saw. */
    static final String RAISED = "migration.canary.raised";
    /** Timer of what ended canaries took in the other side and in comparing. */
    static final String OVERHEAD = "migration.canary.overhead";
    /** Gauge from 0 to 1 by {@code kind}: {@code target} is asked for, {@code effective} in force. */
    static final String RATIO = "migration.rollout.ratio";
    /** Gauge, 1 for the {@code state} that is and 0 for the others. */
    static final String BREAKER_STATE = "migration.breaker.state";
    /** Gauge of the failures in the breaker's window. */
    static final String BREAKER_ERRORS = "migration.breaker.errors";
    /** Counter of trips by {@code cause}. */
    static final String TRIPS = "migration.breaker.trips";
    /** Gauge, 1 for the {@code state} that is and 0 for the others. */
    static final String ROLLBACK_STATE = "migration.rollback.state";
    /** Counter of rollbacks that this process has begun by {@code trigger}. */
    static final String ROLLBACKS = "migration.rollbacks";
    /** Gauge, 1 for the {@code mode} that is ({@code none}, {@code legacy}, {@code new}) and 0 for the others. */
    static final String OVERRIDE = "migration.override";
    /**
     * Gauge of the seconds until the override ends. Not a number where nothing is going to end: without an override, and
     * with one without an end; a zero there would be an override that ends now for whoever asks for less than so much.
     */
    static final String OVERRIDE_REMAINING = "migration.override.remaining";
    /** Gauge of the document's generation. */
    static final String GENERATION = "migration.state.generation";
    /** Counter of times that the state could not be written any more. */
    static final String WRITE_ERRORS = "migration.state.write.errors";
    /** Gauge, 1 while changes of the state can be recorded and 0 while they cannot. */
    static final String WRITABLE = "migration.state.writable";
    /** Gauge of the time since the store was last looked at. */
    static final String STORE_AGE = "migration.store.age";
    /** Gauge of live processes by whether they {@code agree} on the percentage: {@code yes}, {@code no}. */
    static final String NODES = "migration.nodes";
    /** Counter of events that subscribers have missed. */
    static final String EVENTS_DROPPED = "migration.events.dropped";
    /** Gauges of migrations of a schema. */
    static final String SCHEMA_APPLIED = "migration.schema.applied";

    static final String SCHEMA_PENDING = "migration.schema.pending";
    static final String SCHEMA_PHANTOM = "migration.schema.phantom";
    static final String SCHEMA_FAILED = "migration.schema.failed";
    static final String SCHEMA_UNVERIFIED = "migration.schema.unverified";
    /** Counter of migrations rolled back by {@code outcome}: {@code finish}, {@code failed}. */
    static final String SCHEMA_ROLLBACKS = "migration.schema.rollbacks";
    /** Timer of the same. */
    static final String SCHEMA_ROLLBACK = "migration.schema.rollback";

    private MeterNames() {}
}
