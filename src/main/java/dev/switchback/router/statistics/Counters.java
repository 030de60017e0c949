package dev.switchback.router.statistics;

import dev.switchback.canary.CanaryStatistics;
import dev.switchback.pipeline.Route;

/** All counters of one migration, written by many threads at once; no update is ever lost. */
public final class Counters {

    private static final int ASSIGNED_LEGACY = 0;
    private static final int ASSIGNED_NEW = 1;
    private static final int FALLBACKS = 2;
    private static final int SAMPLED = 3;
    private static final int MISSING_KEYS = 4;

    private final Tally legacy = new Tally();
    private final Tally newSide = new Tally();
    private final Tally shadowLegacy = new Tally();
    private final Tally shadowNew = new Tally();
    private final Stripes counts = new Stripes(5);

    /** Counts a request that was assigned to a side. */
    public void assigned(Route route) {
        counts.add(route == Route.NEW ? ASSIGNED_NEW : ASSIGNED_LEGACY, 1);
    }

    /** Counts a request whose new side failed and that legacy was then asked for. */
    public void fellBack() {
        counts.add(FALLBACKS, 1);
    }

    /** Counts a request whose other side is asked for as well. */
    public void sampled() {
        counts.add(SAMPLED, 1);
    }

    /** Counts a request that stayed on legacy because it has no key. */
    public void missingKey() {
        counts.add(MISSING_KEYS, 1);
    }

    /** {@return how many requests had no key} */
    public long missingKeys() {
        return counts.sum(MISSING_KEYS);
    }

    /** {@return the runs of one side} */
    public Tally side(Route route) {
        return route == Route.NEW ? newSide : legacy;
    }

    /** {@return the canary runs of one side, which served nobody} */
    public Tally shadow(Route route) {
        return route == Route.NEW ? shadowNew : shadowLegacy;
    }

    /** {@return all of it, read one after another} */
    public AdapterStatistics statistics(CanaryStatistics canary) {
        return new AdapterStatistics(
                counts.sum(ASSIGNED_LEGACY),
                counts.sum(ASSIGNED_NEW),
                counts.sum(SAMPLED),
                counts.sum(FALLBACKS),
                canary.critical(),
                canary.compared(),
                canary.meanOverhead(),
                legacy.statistics(),
                newSide.statistics());
    }
}
