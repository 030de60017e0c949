package dev.switchback.flags;

import dev.switchback.pipeline.Route;
import java.util.Locale;

/** Why a call is assigned to its side: the rule that matched first; written in lower snake case. */
public enum Reason {
    /** The recorded state cannot be trusted. */
    STATE_UNREADABLE(Route.LEGACY),
    /** The migration is rolled back, or being rolled back. */
    ROLLED_BACK(Route.LEGACY),
    /** A person overrode everything to legacy. */
    OVERRIDE_LEGACY(Route.LEGACY),
    /** The key is one of those that stay on legacy. */
    DENIED_KEY(Route.LEGACY),
    /** The key failed on the new pipeline too often and is pinned to legacy for a while. */
    POISON_KEY(Route.LEGACY),
    /** A person overrode everything to new. */
    OVERRIDE_NEW(Route.NEW),
    /** The key is one of those that go to new at any percentage. */
    FORCED_KEY(Route.NEW),
    /** The call has no key, and the percentage is below 100. */
    MISSING_KEY(Route.LEGACY),
    /** The percentage is 0. */
    PERCENTAGE_ZERO(Route.LEGACY),
    /** The percentage is 100. */
    PERCENTAGE_ALL(Route.NEW),
    /** The key's bucket is below the percentage. */
    BUCKET_COVERED(Route.NEW),
    /** The key's bucket is at or above the percentage. */
    BUCKET_NOT_COVERED(Route.LEGACY),
    /** It would be new, but the breaker is open. */
    BREAKER_OPEN(Route.LEGACY),
    /** It is new, as a probe of a half-open breaker. */
    BREAKER_PROBE(Route.NEW),
    /** It would be new, but the half-open breaker has no probe left. */
    BREAKER_NO_PROBE_LEFT(Route.LEGACY),
    /** It would be new, but as many new calls run as may. */
    CONCURRENCY_LIMIT(Route.LEGACY),
    /** A caller asked for legacy by name. */
    FORCED_CALL_LEGACY(Route.LEGACY),
    /** A caller asked for new by name. */
    FORCED_CALL_NEW(Route.NEW);

    private final Route route;
    private final String text = name().toLowerCase(Locale.ROOT);

    Reason(Route route) {
        this.route = route;
    }

    /** {@return the side that it assigns} */
    public Route route() {
        return route;
    }

    /** {@return the name in lower snake case} */
    public String text() {
        return text;
    }
}
