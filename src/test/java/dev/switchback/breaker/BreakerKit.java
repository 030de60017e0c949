package dev.switchback.breaker;

import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A breaker on a clock that stands still, and the calls that tests make through it. */
final class BreakerKit {

    final FakeClock clock = new FakeClock();
    final List<BreakerTransition> transitions = new ArrayList<>();
    final Breaker breaker;

    BreakerKit(BreakerSettings settings) {
        this.breaker = fresh(settings);
        breaker.onTransition(transitions::add);
    }

    BreakerKit() {
        this(BreakerSettings.DEFAULTS);
    }

    /** A breaker as another process would have it: same time, nothing else. */
    Breaker fresh(BreakerSettings settings) {
        return Breaker.closed("active-models", settings, clock, clock.nanoTime());
    }

    void succeed(int calls) {
        for (int call = 0; call < calls; call++) {
            breaker.succeeded(breaker.tryAcquire(), 1_000);
        }
    }

    void fail(int calls) {
        for (int call = 0; call < calls; call++) {
            breaker.failed(breaker.tryAcquire(), 1_000, new IllegalStateException("boom"));
        }
    }

    void after(Duration time) {
        clock.advance(time);
    }

    /** Trips it by count and waits until the next call is a probe. */
    void openAndWait() {
        fail(5);
        after(Duration.ofMinutes(10).plusNanos(1));
    }
}
