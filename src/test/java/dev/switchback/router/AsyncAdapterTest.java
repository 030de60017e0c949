package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncAdapterTest {

    private final TestMigration test = new TestMigration().at(100);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void routesStagesByTheSameRules() throws Exception {
        AsyncMigrationAdapter<String, String> adapter = adapter(CompletableFuture.completedStage("new"));
        assertThat(get(adapter.generate("orders"))).isEqualTo("new");

        test.at(0);
        assertThat(get(adapter.execute("orders")).decision().reason()).isEqualTo(Reason.PERCENTAGE_ZERO);
        assertThat(get(adapter.generate("orders"))).isEqualTo("legacy");
    }

    @Test
    void answersByLegacyAStageThatFails() throws Exception {
        Execution<String> execution = get(adapter(CompletableFuture.failedStage(new IllegalStateException("broken")))
                .execute("orders"));

        assertThat(execution.output()).isEqualTo("legacy");
        assertThat(execution)
                .isInstanceOfSatisfying(
                        Execution.FellBack.class,
                        fell -> assertThat(fell.cause()).hasMessage("broken"));
        assertThat(test.migration().currentStatus().breaker().errors()).isEqualTo(1);
    }

    @Test
    void answersByLegacyAPipelineThatThrowsInsteadOfFailingItsStage() throws Exception {
        AsyncMigrationAdapter<String, String> adapter = test.migration()
                .legacyAsync((String key) -> CompletableFuture.completedStage("legacy"))
                .newPipeline(key -> {
                    throw new StackOverflowError();
                })
                .build();

        assertThat(get(adapter.generate("orders"))).isEqualTo("legacy");
    }

    @Test
    void countsACancelledStageAsAFailure() throws Exception {
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(true);

        assertThat(get(adapter(cancelled).generate("orders"))).isEqualTo("legacy");
        assertThat(test.migration().statistics().errorsNew()).isEqualTo(1);
    }

    @Test
    void answersByLegacyAStageThatTakesTooLong() throws Exception {
        AsyncMigrationAdapter<String, String> adapter = test.migration()
                .legacyAsync((String key) -> CompletableFuture.completedStage("legacy"))
                .newPipeline(key -> new CompletableFuture<String>())
                .newTimeout(Duration.ofMillis(30))
                .build();

        assertThat(get(adapter.generate("orders"))).isEqualTo("legacy");
        assertThat(test.migration().currentStatus().breaker().errors()).isEqualTo(1);
    }

    @Test
    void answersWithoutALimitOnceTheMigrationIsClosed() throws Exception {
        CompletableFuture<String> open = new CompletableFuture<>();
        AsyncMigrationAdapter<String, String> adapter = test.migration()
                .legacyAsync((String key) -> CompletableFuture.completedStage("legacy"))
                .newPipeline(key -> open)
                .newTimeout(Duration.ofSeconds(30))
                .build();
        test.migration().close();

        CompletionStage<String> answer = adapter.generate("orders");
        open.complete("new");

        assertThat(get(answer)).isEqualTo("new");
    }

    @Test
    void answersByLegacyWhileAnOpenStageTakesTheOnlyPlace() throws Exception {
        CompletableFuture<String> open = new CompletableFuture<>();
        AsyncMigrationAdapter<String, String> adapter = test.migration()
                .legacyAsync((String key) -> CompletableFuture.completedStage("legacy"))
                .newPipeline(key -> open)
                .newConcurrency(1)
                .build();
        CompletionStage<String> first = adapter.generate("a");

        assertThat(get(adapter.execute("b")).decision().reason()).isEqualTo(Reason.CONCURRENCY_LIMIT);
        open.complete("new");
        assertThat(get(first)).isEqualTo("new");
        assertThat(get(adapter.generate("c"))).isEqualTo("new");
    }

    @Test
    void letsLegacysFailureThrough() {
        AsyncMigrationAdapter<String, String> adapter = test.at(0)
                .migration()
                .legacyAsync((String key) -> CompletableFuture.<String>failedStage(new IllegalStateException("broken")))
                .newPipeline(key -> CompletableFuture.completedStage("new"))
                .build();

        assertThat(adapter.generate("orders")).failsWithin(Duration.ofSeconds(1));
    }

    @Test
    void givesTheOutcomeOfAForcedCall() throws Exception {
        AsyncMigrationAdapter<String, String> adapter =
                adapter(CompletableFuture.failedStage(new IllegalStateException("broken")));

        assertThat(get(adapter.forceExecute(Route.NEW, "orders", false))).isInstanceOf(Outcome.Threw.class);
        assertThat(get(adapter.forceExecute(Route.LEGACY, "orders", false)))
                .isInstanceOfSatisfying(
                        Outcome.Returned.class,
                        returned -> assertThat(returned.output()).isEqualTo("legacy"));
    }

    private AsyncMigrationAdapter<String, String> adapter(CompletionStage<String> answer) {
        return test.migration()
                .legacyAsync((String key) -> CompletableFuture.completedStage("legacy"))
                .newPipeline(key -> answer)
                .build();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
