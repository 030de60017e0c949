package dev.switchback.testing;

import dev.switchback.Migration;
import dev.switchback.MigrationBuilder;
import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Settings;
import dev.switchback.flags.Share;
import dev.switchback.state.Attribution;
import dev.switchback.state.MemoryStateStore;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A whole migration for a test: a real one, on a store in memory and a clock that stands still. */
public final class TestMigration implements AutoCloseable {

    public static final Attribution BY = Attribution.api("tester", "because the test says so");

    public final FakeClock clock = new FakeClock();
    public final MemoryStateStore store = new MemoryStateStore(clock);
    private final UnaryOperator<MigrationBuilder> changes;
    private Migration migration;

    public TestMigration() {
        this(builder -> builder);
    }

    public TestMigration(UnaryOperator<MigrationBuilder> changes) {
        this.changes = changes;
        this.migration = start(Map.of());
    }

    public Migration migration() {
        return migration;
    }

    /** Stops the migration and starts it again on the same store, as a restarted process would. */
    public Migration restart(Map<String, String> variables) {
        migration.close();
        migration = start(variables);
        return migration;
    }

    public TestMigration at(double percentage) {
        change(settings -> settings.withPercentage(Share.of(percentage)));
        return this;
    }

    public void override(ManualOverride word) {
        change(settings -> settings.withOverride(word));
    }

    public void change(UnaryOperator<Settings> edit) {
        migration.flags().change(edit, BY);
    }

    @Override
    public void close() {
        migration.close();
    }

    private Migration start(Map<String, String> variables) {
        return changes.apply(Migration.named("test")
                        .store(store)
                        .environment(variables)
                        .time(clock, clock.nanoTime()))
                .start();
    }
}
