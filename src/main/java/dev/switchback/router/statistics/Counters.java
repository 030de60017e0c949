package dev.switchback.router.statistics;

import dev.switchback.canary.CanaryStatistics;
import dev.switchback.pipeline.Route;
import java.util.concurrent.atomic.LongAdder;

/** All counters of one migration, written by many threads at once; no update is ever lost. */
public final class Counters {

    private final Tally legacy = new Tally();
    private final Tally newSide = new Tally();
    private final Tally shadowLegacy = new Tally();
    private final Tally shadowNew = new Tally();
    private final LongAdder assignedLegacy = new LongAdder();
    private final LongAdder assignedNew = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();
    private final LongAdder sampled = new LongAdder();
    private final LongAdder missingKeys = new LongAdder();

    /** Counts a request that was assigned to a side. */
    public void assigned(Route route) {
        (route == Route.NEW ? assignedNew : assignedLegacy).increment();
    }

    /** Counts a request whose new side failed and that legacy was then asked for. */
    public void fellBack() {
        fallbacks.increment();
    }

    /** Counts a request whose other side is asked for as well. */
    public void sampled() {
        sampled.increment();
    }

    /** Counts a request that stayed on legacy because it has no key. */
    public void missingKey() {
        missingKeys.increment();
    }

    /** {@return how many requests had no key} */
    public long missingKeys() {
        return missingKeys.sum();
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
                assignedLegacy.sum(),
                assignedNew.sum(),
                sampled.sum(),
                fallbacks.sum(),
                canary.critical(),
                canary.compared(),
                canary.meanOverhead(),
                legacy.statistics(),
                newSide.statistics());
    }
}
