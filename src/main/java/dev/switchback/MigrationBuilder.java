package dev.switchback;

import dev.switchback.breaker.BreakerSettings;
import dev.switchback.canary.CanaryMode;
import dev.switchback.canary.CanaryObserver;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.mismatch.IgnoreRule;
import dev.switchback.canary.mismatch.NoiseSettings;
import dev.switchback.flags.Environment;
import dev.switchback.flags.Environment.DatabaseUrl;
import dev.switchback.flags.MissingKey;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.router.CallObserver;
import dev.switchback.state.MigrationName;
import dev.switchback.state.StateStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Collects what a migration is to be put together from; for one thread. Every setting has a default. */
public final class MigrationBuilder {

    final String name;
    final List<CallObserver> observers = new ArrayList<>();
    Map<String, String> variables = System.getenv();
    Clock clock = Clock.systemUTC();
    LongSupplier nanoTime = System::nanoTime;
    CanaryMode canaryMode = CanaryMode.DETACHED;
    int canaryThreads = 2;
    int canaryQueue = 64;
    CanaryObserver canaryObserver = verdict -> {};
    UnaryOperator<Discrepancy> clean = UnaryOperator.identity();
    final List<IgnoreRule> ignoreRules = new ArrayList<>();
    NoiseSettings noise = NoiseSettings.DEFAULTS;
    UnaryOperator<BreakerSettings> breaker = UnaryOperator.identity();
    OptionalInt breakerQuorum = OptionalInt.empty();
    Duration drainTimeout = Duration.ofSeconds(30);
    MissingKey missingKey = MissingKey.LEGACY;

    @Nullable
    Path directory;

    @Nullable
    DatabaseUrl database;

    @Nullable
    DataSource pool;

    @Nullable
    StateStore store;

    MigrationBuilder(String name) {
        this.name = MigrationName.checked(name);
    }

    /** Sets the directory of the state; by default that of {@code MIGRATION_STATE_DIR}, or {@code state}. */
    public MigrationBuilder stateDirectory(Path where) {
        InvalidValueException.unless(where != null, "stateDirectory", "a directory", null);
        directory = where;
        return this;
    }

    /**
     * Sets a database instead of a directory, for processes on several machines; by default that of
     * {@code MIGRATION_DATABASE_URL}. While it is away, a process that runs keeps to what it last read, and one that
     * begins sends every key to legacy until it is back.
     *
     * @param url {@code jdbc:postgresql://host:port/database?user=...}
     */
    public MigrationBuilder database(String url) {
        database = new DatabaseUrl("database", url);
        return this;
    }

    /** Sets a database by connections that the application pools: three at most at a time, and closed by nobody here. */
    public MigrationBuilder database(DataSource connections) {
        InvalidValueException.unless(connections != null, "database", "a data source", null);
        pool = connections;
        return this;
    }

    /** Sets a store instead of a directory, for instance one in memory; closing the migration does not close it. */
    public MigrationBuilder store(StateStore keeps) {
        InvalidValueException.unless(keeps != null, "store", "a store", null);
        store = keeps;
        return this;
    }

    /** Sets the variables to read instead of those of the process. */
    public MigrationBuilder environment(Map<String, String> instead) {
        variables = Map.copyOf(instead);
        return this;
    }

    /** Sets wall time and elapsed time in nanoseconds; the system's by default. */
    public MigrationBuilder time(Clock wall, LongSupplier elapsed) {
        clock = wall;
        nanoTime = elapsed;
        return this;
    }

    /** Sets when canaries run; {@link CanaryMode#DETACHED} by default, so that no caller waits for one. */
    public MigrationBuilder canaryMode(CanaryMode mode) {
        canaryMode = mode;
        return this;
    }

    /**
     * Sets how many canaries run at once and how many samples may wait; 2 and 64 by default, what is more is dropped.
     *
     * @param threads at least 1
     * @param queue at least 0
     */
    public MigrationBuilder canaryCapacity(int threads, int queue) {
        InvalidValueException.unless(threads >= 1, "threads", "at least 1", threads);
        InvalidValueException.unless(queue >= 0, "queue", "at least 0", queue);
        canaryThreads = threads;
        canaryQueue = queue;
        return this;
    }

    /** Sets who hears of every canary verdict, off the caller's thread. */
    public MigrationBuilder onVerdict(CanaryObserver observer) {
        InvalidValueException.unless(observer != null, "onVerdict", "an observer", null);
        canaryObserver = observer;
        return this;
    }

    /** Sets what takes out of each difference what must not be logged or told; by default nothing is taken out. */
    public MigrationBuilder clean(UnaryOperator<Discrepancy> redacts) {
        InvalidValueException.unless(redacts != null, "clean", "a function", null);
        clean = redacts;
        return this;
    }

    /**
     * Adds a rule by which differences do not count; commands add others to the state.
     *
     * @param rule with an owner, a reason and an end, after which it ignores nothing and the health says so
     */
    public MigrationBuilder ignore(IgnoreRule rule) {
        InvalidValueException.unless(rule != null, "ignore", "a rule", null);
        ignoreRules.add(rule);
        return this;
    }

    /** Sets how noise is looked for; {@link NoiseSettings#DEFAULTS} by default, for adapters whose legacy is repeatable. */
    public MigrationBuilder noise(NoiseSettings settings) {
        InvalidValueException.unless(settings != null, "noise", "settings", null);
        noise = settings;
        return this;
    }

    /** Adds one who hears of every call, on the caller's thread. */
    public MigrationBuilder onCall(CallObserver observer) {
        InvalidValueException.unless(observer != null, "onCall", "an observer", null);
        observers.add(observer);
        return this;
    }

    /** Changes what the flags do not set of the breaker: rate, slow calls, probes. */
    public MigrationBuilder breaker(UnaryOperator<BreakerSettings> change) {
        boolean gives =
                change != null && change.apply(BreakerSettings.DEFAULTS) != null; // what it refuses is refused now
        InvalidValueException.unless(gives, "breaker", "a change that gives settings", null);
        breaker = change;
        return this;
    }

    /**
     * Sets how many other nodes must trip by their own calls before the breaker of this process opens with them; by
     * default half of the live nodes, but at least two.
     *
     * @param nodes at least 2
     */
    public MigrationBuilder breakerQuorum(int nodes) {
        InvalidValueException.unless(nodes >= 2, "breakerQuorum", "at least 2", nodes);
        breakerQuorum = OptionalInt.of(nodes);
        return this;
    }

    /** Sets how long a rollback waits for running calls; 30 seconds by default. */
    public MigrationBuilder drainTimeout(Duration limit) {
        InvalidValueException.unless(
                limit != null && !limit.isNegative() && !limit.isZero(), "drainTimeout", "above zero", limit);
        drainTimeout = limit;
        return this;
    }

    /** Sets where requests without a key go between 0 and 100 %; to legacy by default. */
    public MigrationBuilder missingKey(MissingKey policy) {
        missingKey = policy;
        return this;
    }

    /**
     * Starts the migration: what is recorded is in force when this returns.
     *
     * @throws InvalidValueException for a variable with a bad value, or for state that is to be kept in two places ;
     *     nothing is started. State that cannot be opened
     *     or read is no exception: every key then goes to legacy, and the status says why
     */
    public Migration start() {
        Environment environment = Environment.read(variables, name);
        refuseTwoPlaces();
        return new StartedMigration(this, environment);
    }

    private void refuseTwoPlaces() {
        Map<String, @Nullable Object> places = new LinkedHashMap<>();
        places.put("stateDirectory", directory);
        places.put("a database's URL", database);
        places.put("a data source", pool);
        places.put("store", store);
        places.values().removeIf(Objects::isNull);
        InvalidValueException.unless(
                places.size() <= 1,
                "state",
                "given as one of stateDirectory, database and store",
                String.join(" and ", places.keySet()));
    }
}
