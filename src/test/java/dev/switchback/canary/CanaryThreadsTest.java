package dev.switchback.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs on real threads: nothing here sleeps, and what hangs hangs on a latch. */
@Timeout(60)
class CanaryThreadsTest {

    private static final Outcome<String> SERVED = new Outcome.Returned<>("a", Duration.ZERO);

    private final RecordingObserver observer = new RecordingObserver();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void releaseWhatHangs() {
        release.countDown();
    }

    private CanaryRunner runner(CanaryMode mode, Duration timeout) {
        return CanaryRunner.builder()
                .mode(mode)
                .timeout(timeout)
                .observer(observer)
                .queue(4)
                .closeWithin(Duration.ofSeconds(10))
                .build();
    }

    private static CanarySample<String> sample(Callable<String> other) {
        return CanarySample.of("k", Route.LEGACY, other, OutputComparator.ofText());
    }

    private String hangIgnoringInterrupts() {
        boolean hangs = true;
        while (hangs) {
            try {
                hangs = !release.await(1, TimeUnit.HOURS);
            } catch (InterruptedException deaf) {
                assertThat(deaf).isNotNull();
            }
        }
        return "a";
    }

    @Test
    void neverMakesADetachedCallerWait() throws InterruptedException {
        try (CanaryRunner runner = runner(CanaryMode.DETACHED, Duration.ofSeconds(30))) {
            CountDownLatch returned = new CountDownLatch(1);

            runner.compare(sample(() -> Boolean.toString(returned.await(1, TimeUnit.HOURS))), SERVED);
            returned.countDown(); // the other side ends only after the caller has come back

            assertThat(observer.next().result()).isEqualTo(CanaryResult.CRITICAL);
        }
    }

    @Test
    void interruptsARunAtItsTimeOutAndGoesOn() throws InterruptedException {
        try (CanaryRunner runner = runner(CanaryMode.DETACHED, Duration.ofMillis(20))) {
            List<Outcome<String>> told = new CopyOnWriteArrayList<>();

            runner.compare(
                    sample(() -> {
                                release.await();
                                return "a";
                            })
                            .telling(told::add),
                    SERVED);
            CanaryVerdict verdict = observer.next();

            assertThat(verdict.result()).isEqualTo(CanaryResult.TIMEOUT);
            assertThat(verdict.error().orElseThrow())
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("the new side did not end within 20 ms");
            assertThat(told).as("once, by the timer").hasSize(1);
            assertThat(runner.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(runner.statistics().hanging()).isZero();
            assertThat(runner.statistics().timeouts()).isEqualTo(1);
        }
    }

    @Test
    void keepsItsThreadsBoundedWhenRunsIgnoreTheInterrupt() throws InterruptedException {
        try (CanaryRunner runner = runner(CanaryMode.DETACHED, Duration.ofMillis(10))) {
            AtomicInteger started = new AtomicInteger();
            for (int call = 0; call < 10_000; call++) {
                runner.compare(
                        sample(() -> {
                            started.incrementAndGet();
                            return hangIgnoringInterrupts();
                        }),
                        SERVED);
            }
            observer.next();
            observer.next();

            assertThat(started).as("one for each thread").hasValue(2);
            assertThat(runner.statistics().hanging()).isEqualTo(2);
            assertThat(runner.statistics().dropped()).isEqualTo(10_000 - 6);
            assertThat(runner.runningNew()).isEqualTo(6);
            assertThat(runner.health().status()).isEqualTo(HealthStatus.DEGRADED);
            assertThat(runner.health().issues()).contains("2 canary runs ignore the interrupt at their time-out");

            runner.cancel();
            assertThat(runner.runningNew())
                    .as("what waited is gone, what hangs is not")
                    .isEqualTo(2);
            release.countDown();
            assertThat(runner.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(runner.statistics().hanging()).isZero();
            assertThat(runner.runningNew()).isZero();
        }
    }

    @Test
    void timesAComparatorOutAsWell() throws InterruptedException {
        try (CanaryRunner runner = runner(CanaryMode.DETACHED, Duration.ofMillis(20))) {
            runner.compare(
                    CanarySample.of("k", Route.LEGACY, () -> "a", (one, two) -> {
                        release.await();
                        return null;
                    }),
                    SERVED);

            assertThat(observer.next().error().orElseThrow()).hasMessage("the comparator did not end within 20 ms");
        }
    }

    @Test
    void returnsToASerialCallerAfterTheVerdict() {
        try (CanaryRunner runner = runner(CanaryMode.SERIAL, Duration.ofSeconds(30))) {
            runner.compare(sample(() -> "a"), SERVED);

            assertThat(observer.verdicts).hasSize(1);
        }
    }

    @Test
    void returnsToASerialCallerAtTheTimeOut() throws InterruptedException {
        try (CanaryRunner runner = runner(CanaryMode.SERIAL, Duration.ofMillis(20))) {
            runner.compare(sample(this::hangIgnoringInterrupts), SERVED);

            assertThat(observer.next().result()).isEqualTo(CanaryResult.TIMEOUT);
            release.countDown();
        }
    }

    @Test
    void runsTheOtherSideBesideTheServedOneInParallel() throws InterruptedException {
        try (CanaryRunner runner = runner(CanaryMode.PARALLEL, Duration.ofSeconds(30))) {
            CountDownLatch otherRuns = new CountDownLatch(1);

            CanaryRun<String> run = runner.begin(sample(() -> {
                otherRuns.countDown();
                return "a";
            }));
            otherRuns.await(); // before the served side has ended
            run.served(SERVED);

            assertThat(observer.verdicts).hasSize(1);
            assertThat(observer.next().result()).isEqualTo(CanaryResult.MATCH);
        }
    }

    @Test
    void givesAnInterruptedCallerItsThreadBackAtOnce() {
        try (CanaryRunner runner = runner(CanaryMode.SERIAL, Duration.ofSeconds(30))) {
            Thread.currentThread().interrupt();
            runner.compare(sample(this::hangIgnoringInterrupts), SERVED);

            assertThat(Thread.interrupted()).isTrue();
            release.countDown();
        }
    }

    @Test
    void accountsForEachOfManySamplesFromManyThreads() throws InterruptedException {
        CanaryRunner runner = runner(CanaryMode.DETACHED, Duration.ofSeconds(30));
        Thread[] callers = new Thread[4];
        for (int caller = 0; caller < callers.length; caller++) {
            callers[caller] = new Thread(() -> {
                for (int call = 0; call < 2_500; call++) {
                    runner.compare(sample(() -> "a"), SERVED);
                }
            });
            callers[caller].start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        runner.close();

        CanaryStatistics statistics = runner.statistics();
        assertThat(statistics.matches() + statistics.dropped()).isEqualTo(10_000);
        assertThat(statistics.running()).isZero();
        assertThat(runner.runningNew()).isZero();
        runner.compare(sample(() -> "a"), SERVED);
        assertThat(runner.statistics().matches() + runner.statistics().dropped())
                .isEqualTo(10_001);
    }
}
