package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.flags.Reason;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {

    private final TestMigration test = new TestMigration().at(100);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CompletableFuture<Throwable> interrupt = new CompletableFuture<>();

    @AfterEach
    void close() {
        gate.countDown();
        test.close();
    }

    @Test
    void answersByLegacyAndInterruptsWhenTheNewPipelineTakesTooLong() throws Exception {
        MigrationAdapter<String, String, RuntimeException> adapter =
                hanging().newTimeout(Duration.ofMillis(50)).build();

        Execution<String> execution = adapter.execute("orders");

        assertThat(execution)
                .isInstanceOfSatisfying(
                        Execution.FellBack.class,
                        fell -> assertThat(fell.cause())
                                .hasMessage(
                                        "new pipeline did not answer in PT0.05S (migration=test). It was interrupted"));
        assertThat(interrupt.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(test.migration().currentStatus().breaker().errors()).isEqualTo(1);
    }

    @Test
    void countsACallThatIgnoresItsInterruptAsRunningUntilItEnds() {
        MigrationAdapter<String, String, RuntimeException> stubborn = test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> {
                    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> gate.getCount() == 0);
                    return "late";
                })
                .newTimeout(Duration.ofMillis(20))
                .build();

        assertThat(stubborn.generate("orders")).isEqualTo("legacy");
        gate.countDown();
        Awaitility.await()
                .until(() -> test.migration().rollback().validate().checks().stream()
                        .anyMatch(check -> check.name().equals("in_flight") && check.passed()));
    }

    @Test
    void answersByLegacyBeyondTheConcurrencyLimit() throws Exception {
        MigrationAdapter<String, String, RuntimeException> adapter =
                hanging().newConcurrency(1).build();
        ExecutorService other = Executors.newSingleThreadExecutor();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> adapter.generate("a"), other);
        entered.await();

        assertThat(adapter.execute("b").decision().reason()).isEqualTo(Reason.CONCURRENCY_LIMIT);

        gate.countDown();
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(adapter.execute("c").decision().reason()).isEqualTo(Reason.PERCENTAGE_ALL);
        other.shutdown();
    }

    @Test
    void answersByLegacyACallerThatIsInterruptedWhileItWaits() {
        MigrationAdapter<String, String, RuntimeException> adapter =
                hanging().newTimeout(Duration.ofSeconds(30)).build();
        Thread.currentThread().interrupt();

        assertThat(adapter.generate("orders")).isEqualTo("legacy");
        assertThat(Thread.interrupted()).as("the interrupt is the caller's").isTrue();
        assertThat(test.migration().currentStatus().breaker().errors()).isZero();
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void refusesSettingsThatMakeNoSense(Runnable wrong, String message) {
        assertThatThrownBy(wrong::run).isInstanceOf(InvalidValueException.class).hasMessage(message);
    }

    static Stream<Object[]> wrongSettings() {
        AdapterBuilder<String, String, RuntimeException> builder =
                new TestMigration().migration().legacy((String key) -> key).newPipeline(key -> key);
        return Stream.of(
                row(() -> builder.newConcurrency(0), "newConcurrency must be at least 1, but was 0"),
                row(
                        () -> builder.newTimeout(Duration.ZERO),
                        "newTimeout must be above zero and at most PT24H, but was PT0S"),
                row(
                        () -> builder.newTimeout(Duration.ofSeconds(-1)),
                        "newTimeout must be above zero and at most PT24H, but was PT-1S"),
                row(() -> builder.routingKey(null), "routingKey must be a function, but was null"),
                row(() -> builder.failedWhen(null), "failedWhen must be a predicate, but was null"),
                row(() -> builder.comparator(null), "comparator must be a comparator, but was null"),
                row(() -> builder.probe(null), "probe must be a request, but was null"));
    }

    private static Object[] row(Runnable wrong, String message) {
        return new Object[] {wrong, message};
    }

    private AdapterBuilder<String, String, RuntimeException> hanging() {
        return test.migration().legacy((String key) -> "legacy").newPipeline(key -> {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException stopped) {
                interrupt.complete(stopped);
                throw new IllegalStateException(stopped);
            }
            return "new";
        });
    }
}
