package dev.switchback.flags;

import dev.switchback.event.EventBus;
import dev.switchback.event.Subscription;
import dev.switchback.health.ComponentHealth;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.MigrationName;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flags of one migration that a {@link StateStore} keeps: the snapshot is composed anew on each entry and each look
 * at the store, off the path of requests, and replaced only when something in it has changed.
 *
 * <p>Thread-safe. Closing it ends the following of the store and changes no route; the store stays open.
 */
public final class StoredFeatureFlags implements MigrationFeatureFlags, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StoredFeatureFlags.class);

    private final StateStore store;
    private final String migration;
    private final Environment environment;
    private final EventBus events;
    private final Origins origins;
    private final LiveSnapshot live;
    private final SettingsWriter writer;
    private final List<Consumer<? super Snapshot>> listeners = new CopyOnWriteArrayList<>();
    private final Object reading = new Object();
    private final List<Subscription> following;

    private StoredFeatureFlags(Builder parts) {
        store = parts.store;
        migration = parts.migration;
        environment = parts.environment;
        events = parts.events;
        origins = Origins.from(store, migration);
        live = new LiveSnapshot(migration, environment, parts.missingKey, parts.clock);
        writer = new SettingsWriter(parts, live, this::refresh, this::tell);
        following = List.of(store.onEntry(this::follow), store.onTick(this::refresh));
        refresh();
        environment
                .unknownVariables()
                .forEach(name -> log.warn("[Flags] {} is set but is no variable of Switchback; it is ignored", name));
    }

    /**
     * Starts the flags of one migration: without environment, by the system's clock, publishing to nobody.
     *
     * @throws InvalidValueException if the name is not that of a migration
     */
    public static Builder of(StateStore store, String migration) {
        return new Builder(store, MigrationName.checked(migration));
    }

    @Override
    public Settings current() {
        return live.snapshot().settings();
    }

    @Override
    public Snapshot snapshot() {
        return live.snapshot();
    }

    @Override
    public Settings stored() {
        return live.recorded().settings();
    }

    @Override
    public Change change(UnaryOperator<Settings> edit, Attribution by) {
        return change(edit, by, OptionalLong.empty());
    }

    @Override
    public Change change(UnaryOperator<Settings> edit, Attribution by, long seenGeneration) {
        return change(edit, by, OptionalLong.of(seenGeneration));
    }

    @Override
    public void latch(String why) {
        if (live.latch(why)) {
            tell();
        }
    }

    @Override
    public void latch(String why, long recordedGeneration) {
        if (live.latch(why, recordedGeneration)) {
            tell();
        }
    }

    @Override
    public void releaseLatch(long clearedGeneration) {
        refresh(); // what is recorded by now, before anything is loosened
        if (live.release(clearedGeneration)) {
            tell();
        }
    }

    @Override
    public Subscription onSnapshot(Consumer<? super Snapshot> listener) {
        listeners.add(listener);
        return new Listening(() -> listeners.remove(listener));
    }

    @Override
    public String component() {
        return "flags";
    }

    @Override
    public ComponentHealth health() {
        return LiveSnapshot.FlagsHealth.of(live, environment);
    }

    @Override
    public void close() {
        following.forEach(Subscription::close);
    }

    private void follow(HistoryEntry entry) {
        if (!entry.migration().equals(migration)) {
            return;
        }
        origins.note(entry);
        refresh();
        FlagsChanged.of(entry).ifPresent(event -> {
            log.info(
                    "[Flags] {} {} by {}: {} (sections={}, percentage={})",
                    migration,
                    entry.type(),
                    entry.operator(),
                    entry.reason(),
                    event.fresh().keySet(),
                    stored().percentage().text());
            events.publish(() -> event);
        });
    }

    /** Composes the snapshot anew, of what the store knows and of the time it is; no I/O. */
    public void refresh() {
        boolean changed;
        synchronized (reading) { // or an older reading could replace a newer one
            changed = live.read(live.recorded().next(store, migration, origins.known()));
        }
        if (changed) {
            tell();
        }
    }

    /** Outside of all locks; each listener gets the newest snapshot, so that none ends with an older one. */
    private void tell() {
        for (Consumer<? super Snapshot> listener : listeners) {
            try {
                listener.accept(live.snapshot());
            } catch (RuntimeException thrown) { // it never changes where a request goes
                log.warn("[Flags] a listener threw on a new snapshot of {}", migration, thrown);
            }
        }
    }

    private Change change(UnaryOperator<Settings> edit, Attribution by, OptionalLong seen) {
        InvalidValueException.unless(edit != null, "edit", "a function of settings", edit);
        InvalidValueException.unless(by != null, "by", "an attribution", by);
        Change change = writer.record(edit, by, seen);
        List<String> masked = Stream.of(Setting.values())
                .filter(setting -> setting.differs(change.before(), change.after()))
                .filter(setting -> live.snapshot().source(setting).isEnvironment())
                .flatMap(setting -> environment.variable(setting).stream())
                .toList();
        return new Change(change.before(), change.after(), change.entry(), masked);
    }

    /** A listener's place. */
    private record Listening(Runnable remove) implements Subscription {

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public void close() {
            remove.run();
        }
    }

    /** What the flags are made of; for one thread. */
    public static final class Builder {

        final StateStore store;
        final String migration;
        Environment environment = Environment.none();
        Clock clock = Clock.systemUTC();
        EventBus events = new EventBus(Runnable::run);
        MissingKey missingKey = MissingKey.LEGACY;
        Duration durableWithin = Duration.ofSeconds(5);

        private Builder(StateStore store, String migration) {
            this.store = store;
            this.migration = migration;
        }

        /** Sets the variables of this process; none by default. */
        public Builder environment(Environment variables) {
            environment = variables;
            return this;
        }

        /** Sets the clock by which overrides end; the system's by default. */
        public Builder clock(Clock wall) {
            clock = wall;
            return this;
        }

        /** Sets the bus to which changes are published; one without subscribers by default. */
        public Builder events(EventBus bus) {
            events = bus;
            return this;
        }

        /** Sets where calls without a key go; to legacy by default. */
        public Builder missingKey(MissingKey rule) {
            missingKey = rule;
            return this;
        }

        /**
         * Sets how long a change towards safety, already in force, waits to be durable; 5 seconds by default.
         *
         * @throws InvalidValueException if it is not positive
         */
        public Builder durableWithin(Duration limit) {
            InvalidValueException.unless(
                    limit.compareTo(Duration.ZERO) > 0, "durableWithin", "a positive duration", limit);
            durableWithin = limit;
            return this;
        }

        /** {@return the flags, with what is recorded in force} */
        public StoredFeatureFlags open() {
            return new StoredFeatureFlags(this);
        }
    }

    /** Who last changed each section and why, as far as the newest part of the history tells; thread-safe. */
    private static final class Origins {

        private static final int LOOKED_AT = 200;

        private final Map<String, String> bySection = new HashMap<>(); // guarded by this

        /** Reads the newest entries, once; one that cannot be read leaves the origins unknown and stops nothing. */
        static Origins from(StateStore store, String migration) {
            Origins origins = new Origins();
            try {
                List<HistoryEntry> newestFirst =
                        store.history(HistoryQuery.newest(LOOKED_AT).of(migration));
                for (int at = newestFirst.size() - 1; at >= 0; at--) {
                    origins.note(newestFirst.get(at));
                }
            } catch (StateStoreException unreadable) {
                log.warn("[Flags] {}: who changed the settings cannot be told", migration, unreadable);
            }
            return origins;
        }

        synchronized void note(HistoryEntry entry) {
            if (entry.data().get("after") instanceof Map<?, ?> after) {
                String origin = "%s: %s".formatted(entry.operator(), entry.reason());
                after.keySet().forEach(section -> bySection.put(String.valueOf(section), origin));
            }
        }

        synchronized Map<String, String> known() {
            return Map.copyOf(bySection);
        }
    }
}
