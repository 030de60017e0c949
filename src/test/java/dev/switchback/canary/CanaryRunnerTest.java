package dev.switchback.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.report.MarkdownReport;
import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.testing.ManualExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

class CanaryRunnerTest {

    private static final Outcome<String> SERVED = new Outcome.Returned<>("a", Duration.ofMillis(3));

    private final ManualExecutor executor = new ManualExecutor();
    private final RecordingObserver observer = new RecordingObserver();
    private final CanaryRunner runner = runner().build();

    private CanaryRunner.Builder runner() {
        return CanaryRunner.builder()
                .executor(executor)
                .observer(observer)
                .queue(10)
                .closeWithin(Duration.ZERO);
    }

    private static CanarySample<String> sample(Callable<String> other) {
        return CanarySample.of("order-1", Route.LEGACY, other, OutputComparator.ofText());
    }

    @Test
    void doesNothingOnTheCallersThreadButHandOver() {
        AtomicBoolean asked = new AtomicBoolean();

        runner.compare(sample(() -> Boolean.toString(asked.getAndSet(true))), SERVED);

        assertThat(asked).isFalse();
        assertThat(executor.waiting()).isEqualTo(1);
        assertThat(runner.runningNew())
                .as("a run that waits counts for draining")
                .isEqualTo(1);
        executor.runAll();
        assertThat(asked).isTrue();
        assertThat(runner.runningNew()).isZero();
    }

    @Test
    void tellsAMatchAndBothTimes() throws InterruptedException {
        runner.compare(sample(() -> "a"), SERVED);
        executor.runAll();

        CanaryVerdict verdict = observer.next();
        assertThat(verdict.result()).isEqualTo(CanaryResult.MATCH);
        assertThat(verdict.key()).isEqualTo("order-1");
        assertThat(verdict.legacyTook()).isEqualTo(Duration.ofMillis(3));
        assertThat(verdict.error()).isEmpty();
        assertThat(runner.statistics().matches()).isEqualTo(1);
        assertThat(runner.statistics().compared()).isEqualTo(1);
    }

    @Test
    void putsTheSidesTheRightWayRoundWhicheverServed() throws InterruptedException {
        runner.compare(CanarySample.of("k", Route.NEW, () -> "legacy text", OutputComparator.ofText()), SERVED);
        assertThat(runner.runningNew()).as("the run is one of legacy").isZero();
        executor.runAll();

        CanaryVerdict verdict = observer.next();
        assertThat(verdict.comparison().discrepancies().get(0).legacyValue()).isEqualTo("legacy text");
        assertThat(verdict.comparison().discrepancies().get(0).newValue()).isEqualTo("a");
        assertThat(verdict.newTook()).isEqualTo(Duration.ofMillis(3));
    }

    static Stream<Throwable> throwables() {
        return Stream.of(
                new IllegalStateException("no"),
                new Exception("checked"),
                new StackOverflowError(),
                new OutOfMemoryError("pretended"),
                new NoClassDefFoundError("gone"),
                new ThreadDeathLike());
    }

    private static final class ThreadDeathLike extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static Exception exception(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (Exception) thrown;
    }

    private static CanarySample<String> throwing(Throwable thrown) {
        return sample(() -> {
            throw exception(thrown);
        });
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void keepsInsideWhateverTheOtherSideThrows(Throwable thrown) throws InterruptedException {
        List<Outcome<String>> told = new ArrayList<>();

        runner.compare(throwing(thrown).telling(told::add), SERVED);
        executor.runAll();

        CanaryVerdict verdict = observer.next();
        assertThat(verdict.result()).isEqualTo(CanaryResult.CRITICAL);
        assertThat(verdict.error()).containsSame(thrown);
        assertThat(verdict.comparison().discrepancies().get(0).type()).isEqualTo(DiscrepancyType.SUCCESS_STATUS);
        assertThat(((Outcome.Threw<String>) told.get(0)).error()).isSameAs(thrown);
        assertThat(observer.raised)
                .containsExactly("other %s".formatted(thrown.getClass().getSimpleName()));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void keepsInsideWhateverTheComparatorThrows(Throwable thrown) throws InterruptedException {
        OutputComparator<String> broken = (one, two) -> {
            throw exception(thrown);
        };
        runner.compare(CanarySample.of("k", Route.LEGACY, () -> "b", broken), SERVED);
        executor.runAll();

        CanaryVerdict verdict = observer.next();
        assertThat(verdict.result()).isEqualTo(CanaryResult.ERROR);
        assertThat(verdict.comparison().discrepancies().get(0).type()).isEqualTo(DiscrepancyType.COMPARISON_ERROR);
        assertThat(runner.statistics().errors()).isEqualTo(1);
        assertThat(runner.statistics().compared()).isZero();
    }

    @Test
    void withholdsADifferenceThatCannotBeCleaned() throws InterruptedException {
        CanaryRunner cleaning = runner().clean(found -> {
                    throw new StackOverflowError();
                })
                .build();

        cleaning.compare(sample(() -> "secret"), SERVED);
        executor.runAll();

        assertThat(MarkdownReport.of(observer.next().comparison()))
                .contains("withheld: it could not be cleaned")
                .doesNotContain("secret");
        assertThat(observer.raised).containsExactly("clean StackOverflowError");
    }

    @Test
    void survivesAnObserverThatThrowsEverywhere() {
        CanaryRunner told = runner().observer(new CanaryObserver() {
                    @Override
                    public void onVerdict(CanaryVerdict verdict) {
                        throw new OutOfMemoryError("pretended");
                    }

                    @Override
                    public void raised(String operation, Throwable error) {
                        throw new IllegalStateException("again");
                    }
                })
                .build();

        told.compare(sample(() -> "a"), SERVED);
        told.compare(sample(() -> "a"), SERVED);
        executor.runAll();

        assertThat(told.statistics().matches()).isEqualTo(2);
        assertThat(told.statistics().running()).isZero();
    }

    @Test
    void reportsEachKindOfErrorOnceAndCountsAll() {
        for (int call = 0; call < 10; call++) {
            runner.compare(throwing(new IllegalStateException("no")), SERVED);
        }
        executor.runAll();

        assertThat(observer.raised).containsExactly("other IllegalStateException");
        assertThat(runner.statistics().raised()).isEqualTo(10);
    }

    @Test
    void dropsAndCountsWhatHasNoRoom() {
        for (int call = 0; call < 20; call++) {
            runner.compare(sample(() -> "a"), SERVED);
        }

        assertThat(executor.waiting()).as("two threads and ten places").isEqualTo(12);
        assertThat(runner.statistics().dropped()).isEqualTo(8);
        executor.runAll();
        assertThat(runner.statistics().matches()).isEqualTo(12);
        assertThat(runner.runningNew()).isZero();
    }

    @Test
    void dropsWhatTheExecutorRefuses() {
        CanaryRunner refused = runner().executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .build();

        refused.compare(sample(() -> "a"), SERVED);

        assertThat(refused.statistics().dropped()).isEqualTo(1);
        assertThat(refused.statistics().running()).isZero();
        assertThat(refused.runningNew()).isZero();
    }

    @Test
    void carriesTheMdcAndGivesTheThreadItsOwnBack() {
        List<String> seen = new ArrayList<>();
        MDC.put("request", "42");
        runner.compare(sample(() -> String.valueOf(seen.add(MDC.get("request")))), SERVED);
        MDC.put("request", "43");

        executor.runAll();

        assertThat(seen).containsExactly("42");
        assertThat(MDC.get("request")).isEqualTo("43");
        MDC.clear();
    }

    @Test
    void carriesACallersContextThatMayThrowOrForgetToRun() {
        List<String> seen = new ArrayList<>();
        runner.compare(
                sample(() -> String.valueOf(seen.add("run"))).carrying(run -> () -> {
                    seen.add("before");
                    run.run();
                    seen.add("after");
                }),
                SERVED);
        runner.compare(
                sample(() -> "a").carrying(run -> {
                    throw new IllegalStateException("no context");
                }),
                SERVED);
        runner.compare(sample(() -> "a").carrying(run -> () -> {}), SERVED);
        executor.runAll();

        assertThat(seen).containsExactly("before", "run", "after");
        assertThat(runner.statistics().matches()).as("run without the context").isEqualTo(1);
        assertThat(runner.statistics().dropped()).as("never run").isEqualTo(1);
        assertThat(runner.statistics().running()).isZero();
    }

    @Test
    void closesWhatTheOtherSideReturnedAfterTheComparison() {
        List<String> order = new ArrayList<>();
        AutoCloseable output = () -> order.add("closed");
        Outcome<AutoCloseable> served = new Outcome.Returned<>(() -> order.add("served closed"), Duration.ZERO);

        runner.compare(
                CanarySample.of("k", Route.LEGACY, () -> output, (one, two) -> {
                    order.add("compared");
                    return Comparison.match();
                }),
                served);
        executor.runAll();

        assertThat(order).containsExactly("compared", "closed");
    }

    @Test
    void cancelsWhatWaits() {
        runner.compare(sample(() -> "a"), SERVED);
        runner.cancel();
        executor.runAll();
        runner.compare(sample(() -> "a"), SERVED);
        executor.runAll();

        assertThat(runner.statistics().dropped()).isEqualTo(1);
        assertThat(runner.statistics().matches())
                .as("later samples run as before")
                .isEqualTo(1);
        assertThat(runner.runningNew()).isZero();
    }

    @Test
    void isDegradedByMismatchesAmongEnoughOfTheLatest() {
        for (int call = 0; call < 19; call++) {
            runner.compare(sample(() -> "b"), SERVED);
            executor.runAll();
        }
        assertThat(runner.health().status()).as("too few to judge").isEqualTo(HealthStatus.HEALTHY);

        runner.compare(sample(() -> "b"), SERVED);
        executor.runAll();

        assertThat(runner.health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(runner.health().issues())
                .containsExactly("20 of the last 20 comparisons found a critical difference");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> CanaryRunner.builder().threads(0)).hasMessage("threads must be at least 1, but was 0");
        assertThatThrownBy(() -> CanaryRunner.builder().timeout(Duration.ZERO))
                .hasMessage("timeout must be more than 0 s, but was PT0S");
    }
}
