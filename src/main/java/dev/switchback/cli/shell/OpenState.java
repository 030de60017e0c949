package dev.switchback.cli.shell;

import dev.switchback.MigrationControl;
import dev.switchback.flags.Environment.DatabaseUrl;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.DurableStateStore;
import dev.switchback.state.MigrationName;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.files.FileStateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The state that a command works on, opened; closing it closes the store. */
public final class OpenState implements AutoCloseable {

    /** What is said of a state that {@link #isUntouched()}: a mistyped directory looks like a new one. */
    public static final String UNTOUCHED = "nothing was ever recorded here: where applications run, their state is"
            + " another one, to be named by --state or --database";

    private static final String DEFAULT = "active-models";

    private final DurableStateStore whole;
    private final StateStore store;
    private final MigrationControl control;
    private final String migration;

    private OpenState(DurableStateStore whole, StateStore store, String migration, Clock clock) {
        this.whole = whole;
        this.store = store;
        this.migration = migration;
        this.control = MigrationControl.of(store, migration, clock);
    }

    /**
     * Opens the state for looking: nothing is made, repaired or locked.
     *
     * @throws Refusal if the migration is not there, or the store cannot be used
     */
    public static OpenState reading(Shell shell) {
        return reading(shell, Duration.ZERO);
    }

    /**
     * Opens the state for looking more than once.
     *
     * @param poll how often the store is looked at, zero for only now
     * @throws Refusal if the migration is not there, or the store cannot be used
     */
    public static OpenState reading(Shell shell, Duration poll) {
        Optional<DatabaseUrl> database = shell.database();
        DurableStateStore store = storeForReading(shell, database, poll);
        return opened(shell, store, database.isPresent() ? store : new WatchedStore(store, shell.directory()));
    }

    /**
     * Opens the store for looking, in a database or, if that is empty, in the directory.
     *
     * @throws Refusal if it cannot be used
     */
    public static DurableStateStore storeForReading(Shell shell, Optional<DatabaseUrl> database, Duration poll) {
        if (database.isPresent()) {
            return OpenDatabase.reading(shell, database.get(), poll);
        }
        try {
            return FileStateStore.builder(shell.directory())
                    .readOnly(true)
                    .pollEvery(poll)
                    .clock(shell.terminal().clock())
                    .open();
        } catch (StateStoreException refused) {
            throw Refusal.unreachable(String.valueOf(refused.getMessage()), List.of());
        }
    }

    /**
     * Opens the state for changing it.
     *
     * @throws Refusal if the migration is not there, or the store cannot be used ; it says what works all the same
     */
    public static OpenState changing(Shell shell) {
        DurableStateStore store = storeForChanging(shell);
        return opened(shell, store, store);
    }

    /**
     * Opens the store for changing it as a whole, whatever it holds.
     *
     * @throws Refusal if it cannot be used ; it says what works all the same
     */
    public static DurableStateStore storeForChanging(Shell shell) {
        return storeForChanging(shell, shell.database());
    }

    /**
     * Opens the store for changing it, in a database or, if that is empty, in the directory.
     *
     * @throws Refusal if it cannot be used ; it says what works all the same
     */
    public static DurableStateStore storeForChanging(Shell shell, Optional<DatabaseUrl> database) {
        if (database.isPresent()) {
            return OpenDatabase.changing(shell, database.get());
        }
        try {
            return FileStateStore.builder(shell.directory())
                    .clock(shell.terminal().clock())
                    .open();
        } catch (StateStoreException refused) {
            throw Refusal.unreachable(String.valueOf(refused.getMessage()), stillWorks(shell));
        }
    }

    /** {@return what takes everything to legacy while the store does not work} */
    public static List<String> stillWorks(Shell shell) {
        return List.of(
                "in the application, migration.emergencyRollback(reason, operator) forces legacy in memory at once",
                "a restart of the application with MIGRATION_MANUAL_OVERRIDE=legacy keeps every key on legacy",
                "`%s` says what is wrong with the store"
                        .formatted(shell.command(shell.migration().orElse(DEFAULT), "doctor")));
    }

    private static OpenState opened(Shell shell, DurableStateStore whole, StateStore store) {
        try {
            return new OpenState(
                    whole, store, name(shell, store), shell.terminal().clock());
        } catch (RuntimeException refused) {
            whole.close();
            throw refused;
        }
    }

    /** The named one if it is known; a store that holds nothing yet knows every name. */
    private static String name(Shell shell, StateStore store) {
        shell.migration().ifPresent(OpenState::checked);
        Set<String> known = new TreeSet<>(store.migrations());
        String name = shell.migration()
                .orElseGet(() -> known.size() == 1 ? known.iterator().next() : DEFAULT);
        if (known.contains(name)) {
            return name;
        }
        store.observations().values().stream()
                .map(observed -> observed.report().path("migration").asString(""))
                .filter(running -> !running.isEmpty())
                .forEach(known::add);
        if (shell.migration().isEmpty() && known.size() == 1) {
            return known.iterator().next();
        }
        if (!known.isEmpty() && !known.contains(name)) {
            throw Refusal.notFound("there is no migration %s in %s: it must be one of %s. Nothing was changed"
                    .formatted(name, SafeText.of(store.status().where()), String.join(", ", known)));
        }
        return name;
    }

    private static void checked(String name) {
        try {
            MigrationName.checked(name);
        } catch (InvalidValueException malformed) {
            throw InvalidValueException.of("--migration", malformed.rule(), name, malformed);
        }
    }

    /** {@return the migration's name} */
    public String migration() {
        return migration;
    }

    /** {@return what changes it, and asks running processes} */
    public MigrationControl control() {
        return control;
    }

    /** {@return the store} */
    public StateStore store() {
        return store;
    }

    /** {@return the store, for what is done to the history as a whole} */
    public DurableStateStore whole() {
        return whole;
    }

    /** {@return whether nothing was ever recorded of the migration, and no process runs it} */
    public boolean isUntouched() {
        return unreadable().isEmpty()
                && store.document(migration).generation() == 0
                && control.fleet().live().isEmpty();
    }

    /** {@return why the state cannot be trusted, empty if it can} */
    public Optional<String> unreadable() {
        return store.unreadable(migration).or(() -> store.status().unreadable());
    }

    @Override
    public void close() {
        control.close();
        whole.close();
    }
}
