package dev.switchback.router.way;

import dev.switchback.canary.CanaryNotRunException;
import dev.switchback.canary.CanaryRun;
import dev.switchback.canary.CanarySample;
import dev.switchback.canary.sample.SampleKeeper;
import dev.switchback.flags.Reason;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.pipeline.Route;
import dev.switchback.router.statistics.Tally;
import org.jspecify.annotations.Nullable;

/** The canary runs of one adapter: the side that did not serve, run for comparison alone. */
final class Shadows<I, O> {

    private final Routing routing;
    private final AdapterSettings<I, O> settings;
    private final Failures<O> failures;
    private final Pipeline<I, O, ? extends Exception> legacy;
    private final NewShadow<I, O> replacement;
    private final @Nullable SampleKeeper<I, O> keeper;

    Shadows(
            Routing routing,
            AdapterSettings<I, O> settings,
            Pipeline<I, O, ? extends Exception> legacy,
            NewShadow<I, O> replacement) {
        this.routing = routing;
        this.settings = settings;
        this.failures = new Failures<>(routing, settings);
        this.legacy = legacy;
        this.replacement = replacement;
        this.keeper = settings.samples() == null ? null : routing.keeper(settings.samples());
    }

    /** Begins a canary for a request whose served side runs next; null if the request is not sampled. */
    @Nullable
    CanaryRun<O> begin(Snapshot seen, I request, @Nullable String key, Reason reason) {
        if (!routing.samples(seen, key)) {
            return null;
        }
        Route served = reason.route();
        Run run = new Run(request, served.other());
        CanarySample<O> sample = CanarySample.<O>of(key == null ? "" : key, served, run::call, settings.comparator())
                .carrying(settings.canaryContext())
                .telling(run::ended);
        routing.sampled();
        return routing.canary().begin(judgedWith(sample, request));
    }

    /** What judging and keeping may ask for beside the two outcomes. */
    private CanarySample<O> judgedWith(CanarySample<O> sample, I request) {
        CanarySample<O> judged =
                settings.repeatableLegacy() ? sample.repeating(() -> legacy.generate(request)) : sample;
        return keeper == null ? judged : judged.keptBy(keeper.of(request));
    }

    /** Runs the new side for a canary. */
    @FunctionalInterface
    interface NewShadow<I, O> {

        /**
         * Returns the output.
         *
         * @param atEnd runs when the call has really ended, which may be after somebody stopped waiting for it
         */
        O generate(I request, Runnable atEnd) throws Exception;
    }

    /** One run of the other side. */
    private final class Run {

        private final I request;
        private final Route side;
        private volatile boolean probes;

        Run(I request, Route side) {
            this.request = request;
            this.side = side;
        }

        O call() throws Exception {
            return side == Route.LEGACY ? legacy.generate(request) : callNew();
        }

        /** A run of the new side counts as running, so that draining waits for it, and asks before it begins. */
        private O callNew() throws Exception {
            if (!routing.inFlight().tryStart(routing::mayShadow)) {
                throw new CanaryNotRunException("legacy is held, or the breaker is open, since the sample was taken");
            }
            long permit = routing.breaker().state().isOpen() ? probe() : Admission.TO_LEGACY;
            if (permit < 0) {
                return replacement.generate(request, routing.inFlight()::finish);
            }
            return probing(permit);
        }

        /** At 0 % nothing else would ever ask an open breaker again: a canary then does, as one of its probes. */
        private long probe() throws CanaryNotRunException {
            long permit = routing.breaker().tryAcquire();
            if (permit < 0) {
                routing.inFlight().finish();
                throw new CanaryNotRunException("the breaker gives no probe");
            }
            probes = true;
            return permit;
        }

        private O probing(long permit) throws Exception {
            long begun = routing.nanoTime().getAsLong();
            try {
                O output = replacement.generate(request, routing.inFlight()::finish);
                routing.breaker().succeeded(permit, routing.nanoTime().getAsLong() - begun);
                return output;
            } catch (Throwable thrown) { // an Error must not keep its permit either
                routing.breaker().failed(permit, routing.nanoTime().getAsLong() - begun, thrown);
                throw thrown;
            }
        }

        private @Nullable Throwable failure(Outcome<O> outcome) {
            if (outcome instanceof Outcome.Returned<O> returned) {
                return side == Route.NEW ? failures.soft(returned.output()) : null;
            }
            return ((Outcome.Threw<O>) outcome).error();
        }

        void ended(Outcome<O> outcome) {
            Throwable failure = failure(outcome);
            Tally runs = routing.counters().shadow(side);
            long took = outcome.took().toNanos();
            if (failure == null) {
                runs.ran(took);
                return;
            }
            runs.failed(took);
            if (side == Route.NEW && !probes) {
                routing.breaker().failedOutside(failure);
            }
        }
    }
}
