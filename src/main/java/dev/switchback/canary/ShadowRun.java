package dev.switchback.canary;

import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the side that does not serve, from the hand-over to the verdict.
 *
 * <p>Its thread and the timer may both want to end it; its monitor decides which of them does. In detached mode the
 * caller's thread never takes the monitor of a run that was accepted.
 */
final class ShadowRun<O> implements CanaryRun<O>, Runnable {

    private static final Logger log = LoggerFactory.getLogger(CanaryRunner.class);
    private static final CountDownLatch OPEN = new CountDownLatch(0); // for the modes in which nobody waits

    private enum Phase {
        WAITING,
        ASKING,
        AWAITING_SERVED,
        COMPARING,
        TELLING,
        ENDED
    }

    private final Shadow shadow;
    private final CanarySample<O> sample;
    private final CanaryMode mode;
    private final CountDownLatch servedGiven;
    private final CountDownLatch over;
    private volatile @Nullable Outcome<? extends O> served;
    private Duration limit = Duration.ZERO;
    private int acceptedAt;
    private Runnable body = this::call;

    // guarded by this
    private Phase phase = Phase.WAITING;
    private boolean stopped; // timed out or cancelled: what its thread still finds is not told
    private boolean countsAsNew;
    private @Nullable Thread thread;

    ShadowRun(Shadow shadow, CanarySample<O> sample, CanaryMode mode) {
        this.shadow = shadow;
        this.sample = sample;
        this.mode = mode;
        this.servedGiven = mode == CanaryMode.PARALLEL ? new CountDownLatch(1) : OPEN;
        this.over = mode == CanaryMode.DETACHED ? OPEN : new CountDownLatch(1);
        this.countsAsNew = sample.served() == Route.LEGACY;
    }

    CanarySample<O> sample() {
        return sample;
    }

    Duration limit() {
        return limit;
    }

    boolean countsAsNew() {
        return countsAsNew;
    }

    /** Prepares the run on the caller's thread: what it carries, and how long it may take. */
    void prepare(Duration mayTake, Runnable carrying) {
        limit = mayTake;
        body = carrying;
    }

    void accepted(int cancellations) {
        acceptedAt = cancellations;
    }

    @Override
    public void served(Outcome<? extends O> outcome) {
        if (served != null) {
            return; // given before: one sample is run once
        }
        served = outcome;
        servedGiven.countDown();
        if (mode != CanaryMode.PARALLEL) {
            shadow.handOver(this);
        }
        if (mode != CanaryMode.DETACHED) {
            awaitVerdict();
        }
    }

    private void awaitVerdict() {
        try {
            boolean ended = over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            log.debug("[CanaryRunner] key={} ended={}", sample.key(), ended);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the caller is wanted elsewhere; the run goes on without it
        }
    }

    @Override
    public void run() {
        if (!advance(Phase.WAITING, Phase.ASKING)) {
            return; // abandoned while it waited, and accounted for
        }
        try {
            if (shadow.threads().starts(this, acceptedAt)) {
                Future<?> alarm = shadow.threads().after(limit, () -> stop(true));
                try {
                    body.run();
                } finally {
                    alarm.cancel(false);
                }
            }
        } catch (Throwable thrown) { // the other side and the comparator are caught below: this is the carrier
            shadow.errors().report("context", thrown);
        } finally {
            end();
        }
    }

    void call() {
        long start = shadow.nanoTime();
        Outcome<O> other = shadow.ask(sample);
        noLongerNew();
        if (other instanceof Outcome.Threw<O> threw && threw.error() instanceof CanaryNotRunException) {
            return; // nothing has run, so there is nothing to tell: ending it counts it as dropped
        }
        try {
            if (advance(Phase.ASKING, Phase.AWAITING_SERVED)) {
                shadow.tellOther(sample, other);
                servedGiven.await();
                Outcome<? extends O> given = served;
                if (given != null && advance(Phase.AWAITING_SERVED, Phase.COMPARING)) {
                    tell(shadow.judging(sample, given, other), start);
                }
            }
        } catch (InterruptedException stoppedMeanwhile) {
            Thread.currentThread().interrupt(); // only the timer or a cancellation interrupts, and they have told
        } finally {
            shadow.close(other);
        }
    }

    private void tell(Judging<O> judging, long start) {
        CanaryVerdict verdict = judging.verdict();
        if (advance(Phase.COMPARING, Phase.TELLING)) {
            shadow.tell(verdict, shadow.nanoTime() - start);
            judging.keep(verdict);
        }
    }

    /** Interrupts the run, and tells of the time-out what its thread now will not. */
    void stop(boolean timedOut) {
        Phase was;
        synchronized (this) {
            Thread running = thread;
            if (stopped || running == null) {
                return;
            }
            stopped = true;
            was = phase;
            shadow.hanging(1);
            running.interrupt();
        }
        if (was == Phase.TELLING) {
            return; // the verdict is out, it is the observer that hangs
        }
        if (!timedOut || was == Phase.AWAITING_SERVED) {
            shadow.dropped();
        } else {
            shadow.tellTimeout(this, served, was == Phase.ASKING);
        }
        over.countDown();
    }

    /** Ends a run that no thread has taken up, and returns whether there was one to end. */
    boolean abandon() {
        if (!advance(Phase.WAITING, Phase.ENDED)) {
            return false;
        }
        noLongerNew();
        shadow.dropped();
        over.countDown();
        return true;
    }

    /** Ends a run for which there is no room. */
    void refuse() {
        advance(Phase.WAITING, Phase.ENDED);
        shadow.dropped();
        over.countDown();
    }

    private void end() {
        boolean untold;
        synchronized (this) {
            untold = !stopped && phase != Phase.TELLING;
            phase = Phase.ENDED;
            thread = null;
            if (stopped) {
                shadow.hanging(-1);
                Thread.interrupted(); // the interrupt was for this run, not for the next one on this thread
            }
        }
        if (untold) {
            shadow.dropped(); // cancelled before it began, or its carrier did not run it
        }
        noLongerNew();
        shadow.threads().ended(this);
        over.countDown();
    }

    private synchronized boolean advance(Phase from, Phase to) {
        if (stopped || phase != from) {
            return false;
        }
        phase = to;
        thread = to == Phase.ENDED ? null : Thread.currentThread();
        return true;
    }

    private synchronized void noLongerNew() {
        if (countsAsNew) {
            countsAsNew = false;
            shadow.newRuns(-1);
        }
    }
}
