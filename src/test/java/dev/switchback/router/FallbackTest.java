package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.breaker.BreakerState;
import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.pipeline.Route;
import dev.switchback.testing.TestMigration;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackTest {

    private final TestMigration test = new TestMigration().at(100);
    private final AtomicInteger legacyCalls = new AtomicInteger();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void answersByLegacyWhatTheNewPipelineThrows() {
        Execution<String> execution = adapter(key -> {
                    throw new IllegalStateException("broken");
                })
                .execute("orders");

        assertThat(execution)
                .isInstanceOfSatisfying(
                        Execution.FellBack.class,
                        fell -> assertThat(fell.cause()).hasMessage("broken"));
        assertThat(execution.output()).isEqualTo("legacy orders");
        assertThat(execution.served()).isEqualTo(Route.LEGACY);
        assertThat(execution.decision()).isEqualTo(Decision.of(Reason.PERCENTAGE_ALL, BreakerState.CLOSED));
        assertThat(legacyCalls).hasValue(1);
    }

    @Test
    void answersByLegacyWhenTheNewPipelineOverflowsTheStack() {
        assertThat(adapter(FallbackTest::overflow).generate("orders")).isEqualTo("legacy orders");
    }

    @Test
    void answersByLegacyWhenAClassOfTheNewPipelineIsMissing() {
        assertThat(adapter(key -> {
                            throw new NoClassDefFoundError("gone");
                        })
                        .generate("orders"))
                .isEqualTo("legacy orders");
    }

    @Test
    void countsTheFailureOnNewAndTheAnswerOnLegacy() {
        adapter(key -> {
                    throw new IllegalStateException("broken");
                })
                .generate("orders");

        var statistics = test.migration().statistics();
        assertThat(statistics.executionsNew()).isEqualTo(1);
        assertThat(statistics.executionsLegacy()).isZero();
        assertThat(statistics.errorsNew()).isEqualTo(1);
        assertThat(statistics.errorsLegacy()).isZero();
        assertThat(statistics.fallbacksToLegacy()).isEqualTo(1);
        assertThat(test.migration().currentStatus().breaker().errors()).isEqualTo(1);
    }

    @Test
    void answersByLegacyAnOutputThatSaysItFailed() {
        MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
                .legacy(this::legacy)
                .newPipeline(key -> "failed")
                .failedWhen("failed"::equals)
                .build();

        assertThat(adapter.generate("orders")).isEqualTo("legacy orders");
        assertThat(test.migration().currentStatus().breaker().errors()).isEqualTo(1);
    }

    @Test
    void letsTheNewPipelinesFailureThroughWhenFallingBackIsSwitchedOff() {
        test.change(settings -> settings.withFallbackToLegacy(false));
        IOException broken = new IOException("broken");
        Pipeline<String, String, IOException> failing = key -> {
            throw broken;
        };
        MigrationAdapter<String, String, IOException> adapter = test.migration()
                .legacy((Pipeline<String, String, IOException>) key -> "legacy")
                .newPipeline(failing)
                .build();

        assertThatThrownBy(() -> adapter.generate("orders")).isSameAs(broken);
    }

    @Test
    void neverRepeatsAPipelineWithSideEffects() {
        MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
                .legacy(this::legacy)
                .newPipeline((String key) -> {
                    throw new IllegalStateException("half done");
                })
                .notRepeatable()
                .build();

        assertThatThrownBy(() -> adapter.generate("orders")).hasMessage("half done");
        assertThat(legacyCalls).hasValue(0);
    }

    @Test
    void letsLegacysOwnFailureThroughUnchanged() {
        IllegalStateException broken = new IllegalStateException("legacy is broken");
        MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
                .legacy((Pipeline<String, String, RuntimeException>) key -> {
                    throw broken;
                })
                .newPipeline(key -> {
                    throw new IllegalArgumentException("new is broken");
                })
                .build();

        assertThatThrownBy(() -> adapter.generate("orders")).isSameAs(broken);
        assertThat(broken.getSuppressed()).isEmpty();
        assertThat(test.migration().statistics().errorsLegacy()).isEqualTo(1);
    }

    private MigrationAdapter<String, String, RuntimeException> adapter(
            Pipeline<String, String, RuntimeException> replacement) {
        return test.migration().legacy(this::legacy).newPipeline(replacement).build();
    }

    private String legacy(String key) {
        legacyCalls.incrementAndGet();
        return "legacy " + key;
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static String overflow(String key) {
        return overflow(key + "x") + key;
    }
}
