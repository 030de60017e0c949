package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.Migration;
import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Share;
import dev.switchback.pipeline.Route;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.state.Attribution;
import dev.switchback.state.StateStore;
import dev.switchback.state.files.FileStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A running application on a directory of state, at 25 %, in which something is wrong. */
final class TroubledApplication implements AutoCloseable {

    private static final Attribution KIM = Attribution.api("kim", "maintenance");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path state;
    private final Migration migration;
    private final MigrationAdapter<String, String, RuntimeException> adapter;
    private final List<Migration> others = new ArrayList<>();
    private final List<StateStore> stores = new ArrayList<>();
    private volatile boolean legacyFails;
    private volatile boolean newFails;
    private volatile String newAnswer = "total: 10\n";
    private volatile Duration newTakes = Duration.ZERO;

    private TroubledApplication(Path state) {
        this.state = state;
        migration = start(Map.of("MIGRATION_OPERATOR", "kim"));
        migration
                .flags()
                .change(
                        settings -> settings.withPercentage(Share.of(25))
                                .withCanary(settings.canary().withEnabled(true)),
                        KIM);
        adapter = migration
                .legacy((String key) -> answer(legacyFails, Duration.ZERO, "total: 10\n"))
                .newPipeline(key -> answer(newFails, newTakes, newAnswer))
                .comparator(OutputComparator.ofText())
                .probe("probe")
                .build();
    }

    private Migration start(Map<String, String> variables) {
        FileStateStore store = FileStateStore.builder(state).pollEvery(POLL).open(); // and says how it is as often
        stores.add(store);
        return Migration.named("active-models")
                .store(store)
                .environment(variables)
                .start();
    }

    /** Starts one, and brings about what is wrong with it. */
    static TroubledApplication in(Condition condition, Path state) {
        TroubledApplication application = new TroubledApplication(state);
        application.serve(20);
        application.provoke(condition);
        return application;
    }

    private static String answer(boolean fails, Duration takes, String text) {
        LockSupport.parkNanos(takes.toNanos());
        if (fails) {
            throw new IllegalStateException("connection refused");
        }
        return text;
    }

    /** Calls, without anybody who minds that they fail; canaries are waited for. */
    private void serve(int calls) {
        for (int call = 0; call < calls; call++) {
            try {
                adapter.generate("key-" + call);
            } catch (IllegalStateException asWanted) {
                assertThat(asWanted).hasMessage("connection refused");
            }
            awaitCanaries(); // a burst of them would be dropped in part, and the process degraded by that
        }
    }

    private void awaitCanaries() {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(() -> migration.canaryStatistics().running() == 0);
    }

    private void withoutCanaries() {
        migration
                .flags()
                .change(settings -> settings.withCanary(settings.canary().withEnabled(false)), KIM);
    }

    private void provoke(Condition condition) {
        switch (condition) {
            case BREAKER_OPEN, BREAKER_MENDED -> trip(condition == Condition.BREAKER_MENDED);
            case ERRORS -> fourFail();
            case BOTH_FAILING -> {
                fourFail();
                newFails = true;
                legacyFails = true;
                serve(20);
                awaitOpenBreaker();
            }
            case ROLLED_BACK -> assertThat(rollback()).isTrue();
            case ROLLBACK_FAILED, ROLLBACK_MENDED -> {
                legacyFails = true;
                assertThat(rollback()).isFalse();
                legacyFails = condition == Condition.ROLLBACK_FAILED;
            }
            case CRITICAL_DIFFERENCES -> differ("total: ten\n");
            case COSMETIC_DIFFERENCES -> differ("total:  10\n");
            case SLOW -> {
                newTakes = Duration.ofMillis(5);
                serve(40);
            }
            case OVERRIDDEN -> override(Optional.empty());
            case OVERRIDE_EXPIRING -> override(Optional.of(Instant.now().plus(Duration.ofMinutes(20))));
            case DISAGREEING -> others.add(start(Map.of("MIGRATION_NEW_PIPELINE_PCT", "50")));
            default -> {}
        }
    }

    private boolean rollback() {
        return migration.emergencyRollback("wrong totals", "kim").success();
    }

    private void override(Optional<Instant> until) {
        ManualOverride word = new ManualOverride(Route.LEGACY, "kim", "maintenance", until);
        migration.flags().change(settings -> settings.withOverride(word), KIM);
    }

    /** Four of five errors that would open the breaker, each of a call that falls back. */
    private void fourFail() {
        fail(4);
        newFails = false;
        assertThat(migration.currentStatus().breaker().errors()).isEqualTo(4);
    }

    private void fail(int errors) {
        withoutCanaries();
        newFails = true;
        for (int call = 0; migration.currentStatus().breaker().errors() < errors; call++) {
            adapter.generate("key-" + call);
            assertThat(call).as("calls").isLessThan(1_000);
        }
    }

    private void trip(boolean mended) {
        fail(5);
        newFails = !mended;
        awaitOpenBreaker();
    }

    private void awaitOpenBreaker() {
        await().atMost(PATIENCE).until(() -> migration.currentStatus().breaker().isOpen());
    }

    private void differ(String text) {
        newAnswer = text;
        long before = migration.canaryReport().compared();
        serve(10);
        await().atMost(PATIENCE).until(() -> migration.canaryReport().compared() >= before + 10);
    }

    @Override
    public void close() {
        others.forEach(Migration::close);
        migration.close();
        stores.forEach(StateStore::close);
    }
}
