package dev.switchback.router.way;

import dev.switchback.canary.CanaryRun;
import dev.switchback.canary.CanarySample;
import dev.switchback.flags.Reason;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.pipeline.Route;
import dev.switchback.router.statistics.Tally;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The canary runs of one adapter: the side that did not serve, run for comparison alone. */
final class Shadows<I, O> {

    private final Routing routing;
    private final AdapterSettings<I, O> settings;
    private final Pipeline<I, O, ? extends Exception> legacy;
    private final Pipeline<I, O, ? extends Exception> replacement;

    Shadows(
            Routing routing,
            AdapterSettings<I, O> settings,
            Pipeline<I, O, ? extends Exception> legacy,
            Pipeline<I, O, ? extends Exception> replacement) {
        this.routing = routing;
        this.settings = settings;
        this.legacy = legacy;
        this.replacement = replacement;
    }

    /** Begins a canary for a request whose served side runs next; null if the request is not sampled. */
    @Nullable
    CanaryRun<O> begin(Snapshot seen, I request, @Nullable String key, Reason reason) {
        if (!routing.samples(seen, key)) {
            return null;
        }
        Route served = reason.route();
        Callable<O> other = () -> served == Route.NEW ? legacy.generate(request) : runNew(request);
        CanarySample<O> sample = CanarySample.<O>of(key == null ? "" : key, served, other, settings.comparator())
                .carrying(settings.canaryContext())
                .telling(outcome -> ended(served.other(), outcome));
        routing.sampled();
        return routing.canary().begin(sample);
    }

    /** A canary run of the new side counts as running, so that draining waits for it, and asks before it begins. */
    private O runNew(I request) throws Exception {
        if (!routing.inFlight().tryStart(routing::mayShadow)) {
            throw new CancellationException("legacy has been forced since the sample was taken");
        }
        try {
            return replacement.generate(request);
        } finally {
            routing.inFlight().finish();
        }
    }

    private void ended(Route other, Outcome<O> outcome) {
        Throwable error = outcome instanceof Outcome.Threw<O> threw ? threw.error() : null;
        if (error instanceof CancellationException) {
            return; // it has not run
        }
        Tally runs = routing.counters().shadow(other);
        if (error == null) {
            runs.ran(outcome.took().toNanos());
            return;
        }
        runs.failed(outcome.took().toNanos());
        if (other == Route.NEW) {
            routing.breaker().failedOutside(error);
        }
    }
}
