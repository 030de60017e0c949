package dev.switchback.fleet.database;

import dev.switchback.fleet.HostName;
import dev.switchback.jdbc.Database;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.NodeName;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.engine.Engine;
import dev.switchback.state.engine.EngineOptions;
import dev.switchback.state.engine.OpenStores;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Collects how state in a database is to be opened; for one thread. */
public final class DatabaseStateStoreBuilder {

    private static final OpenStores<DatabaseBacking> OPEN = new OpenStores<>();

    /** One for the engine, one for heartbeats, and one for whoever reads the history. */
    private static final int CONNECTIONS = 3;

    /** A database that is away is asked again about every second. */
    private static final int LONGEST_PAUSE = 2;

    private final String url;
    private final @Nullable DataSource pool;
    private String input = "database";
    private Clock clock = Clock.systemUTC();
    private Duration poll = Duration.ofMillis(500);
    private Duration patience = Duration.ofSeconds(30);
    private String node = HostName.ofProcess();
    private boolean readOnly;
    private boolean required;

    DatabaseStateStoreBuilder(String url, @Nullable DataSource pool) {
        InvalidValueException.unless(url != null, "database", "a JDBC URL", null);
        this.url = url;
        this.pool = pool;
    }

    /** Sets what the URL is called in a message, such as {@code --database}. */
    public DatabaseStateStoreBuilder input(String name) {
        input = name;
        return this;
    }

    /** Sets the clock that says when something happened; the system's by default. */
    public DatabaseStateStoreBuilder clock(Clock says) {
        clock = says;
        return this;
    }

    /** Sets how often the database is looked at; 500 ms by default, zero for only when it is polled. */
    public DatabaseStateStoreBuilder pollEvery(Duration interval) {
        InvalidValueException.unless(!interval.isNegative(), "pollEvery", "not negative", interval);
        poll = interval;
        return this;
    }

    /** Sets how long a caller waits for the database; 30 s by default. */
    public DatabaseStateStoreBuilder patience(Duration limit) {
        InvalidValueException.unless(limit.toNanos() > 0, "patience", "more than nothing", limit);
        patience = limit;
        return this;
    }

    /** Sets what this process calls itself in the history; {@code <host>.<pid>} by default. */
    public DatabaseStateStoreBuilder node(String name) {
        node = NodeName.checked(name);
        return this;
    }

    /** Opens it for reading: no table is made, and nothing is changed. */
    public DatabaseStateStoreBuilder readOnly(boolean reading) {
        readOnly = reading;
        return this;
    }

    /** Refuses to open a database that does not answer now; by default it is waited for in the background. */
    public DatabaseStateStoreBuilder required(boolean now) {
        required = now;
        return this;
    }

    /**
     * Opens it.
     *
     * @throws InvalidValueException if the URL is not one of PostgreSQL
     * @throws StateStoreException if it does not answer, and is required to
     */
    public DatabaseStateStore open() {
        Database database = pool == null ? Database.of(input, url, CONNECTIONS) : Database.of(pool);
        Object key = List.of(database.identity(), readOnly);
        boolean[] used = new boolean[1];
        Engine<DatabaseBacking> engine;
        try {
            engine = OPEN.open(List.of(key), () -> key, () -> {
                Engine<DatabaseBacking> opened = open(database);
                used[0] = true;
                return opened;
            });
        } finally {
            if (!used[0]) {
                database.close(); // the one that is open already is shared
            }
        }
        DatabaseStateStore store = new DatabaseStateStore(engine, clock, readOnly, () -> OPEN.release(engine));
        Optional<String> silence = required ? engine.call(() -> engine.backing().silence()) : Optional.empty();
        if (silence.isPresent()) {
            store.close();
            throw StateStoreException.notOpened(database.shown(), silence.get());
        }
        return store;
    }

    private Engine<DatabaseBacking> open(Database database) {
        EngineOptions options = new EngineOptions(
                "postgresql",
                database.shown(),
                node,
                clock,
                new EngineOptions.Timing(poll, patience, LONGEST_PAUSE),
                readOnly);
        return Engine.open(options, publisher -> new DatabaseBacking(database, options, publisher));
    }
}
