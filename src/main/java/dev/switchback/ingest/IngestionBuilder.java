package dev.switchback.ingest;

import dev.switchback.ingest.queue.Labels;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.StateStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Collects what a queue works with; for one thread. What is not set has the default that its setter names. */
public final class IngestionBuilder {

    final String name;
    String url = "jdbc:h2:file:./state/queue";
    Path state = Path.of("state");

    @Nullable
    StateStore store;

    @Nullable
    EventHandler handler;

    @Nullable
    BatchHandler batchHandler;

    final Map<String, DeliveryHandler> subscribers = new LinkedHashMap<>();
    Tenants tenants = Tenants.none();
    long maxDepth = 1_000_000;
    boolean processing = true;
    int directConcurrency = 20;
    Clock clock = Clock.systemUTC();
    Thresholds thresholds = Thresholds.DEFAULTS;

    IngestionBuilder(String name) {
        this.name = Labels.name("queue", name);
    }

    /**
     * Sets the database, {@code jdbc:postgresql:} or {@code jdbc:h2:}; by default an H2 in {@code state/queue}, which
     * the processes of one machine share.
     */
    public IngestionBuilder database(String jdbcUrl) {
        url = jdbcUrl;
        return this;
    }

    /** Sets the directory of the rollback's state; {@code state} by default. */
    public IngestionBuilder state(Path directory) {
        state = directory;
        return this;
    }

    /** Sets the store of the rollback's state, which the caller closes, instead of a directory. */
    public IngestionBuilder store(StateStore shared) {
        store = shared;
        return this;
    }

    /** Sets what processes an event; by default nothing does, and events are only written among the events. */
    public IngestionBuilder handler(EventHandler processes) {
        handler = processes;
        return this;
    }

    /** Sets what processes events inside the transaction that finishes them, instead of a {@link #handler}. */
    public IngestionBuilder batchHandler(BatchHandler processes) {
        batchHandler = processes;
        return this;
    }

    /** Adds somebody who gets every processed event. */
    public IngestionBuilder subscriber(String subscriber, DeliveryHandler delivers) {
        Labels.name("subscriber", subscriber);
        InvalidValueException.unless(
                subscribers.putIfAbsent(subscriber, delivers) == null, "subscriber", "added once", subscriber);
        return this;
    }

    /** Declares a tenant: from the first one on, only declared ones may hand events in. */
    public IngestionBuilder tenant(String tenant, String token, OptionalLong quota) {
        tenants = tenants.with(tenant, token, quota);
        return this;
    }

    /** Sets how many events the queue holds before new ones are refused, at least 1; a million by default. */
    public IngestionBuilder maxDepth(long events) {
        InvalidValueException.unless(events >= 1, "maxDepth", "at least 1", events);
        maxDepth = events;
        return this;
    }

    /** Sets whether this process also processes what is queued; it does by default. */
    public IngestionBuilder processing(boolean alsoProcesses) {
        processing = alsoProcesses;
        return this;
    }

    /**
     * Sets how many events are processed at once while their senders wait, 1 to 1000; 20 by default. With a
     * {@link #batchHandler} each takes a connection of its own besides the ten of the process.
     */
    public IngestionBuilder directConcurrency(int events) {
        InvalidValueException.unless(events >= 1 && events <= 1_000, "directConcurrency", "from 1 to 1000", events);
        directConcurrency = events;
        return this;
    }

    /** Sets the depths from which on the queue is not well; a warning from 100, critical above 1000 by default. */
    public IngestionBuilder thresholds(Thresholds limits) {
        thresholds = limits;
        return this;
    }

    /** Sets the clock of what this process tells; the database has its own. The system's by default. */
    public IngestionBuilder clock(Clock wall) {
        clock = wall;
        return this;
    }

    /**
     * Makes what is missing in the database, puts in force what is recorded, and begins.
     *
     * @throws dev.switchback.ingest.queue.QueueUnavailableException if the database does not answer
     */
    public Ingestion start() {
        InvalidValueException.unless(
                handler == null || batchHandler == null, "handler", "either of an event or of a batch", "both");
        return StartedIngestion.start(this);
    }

    /**
     * From where on a queue is not well.
     *
     * @param warning how many waiting events are worth a warning
     * @param critical above how many it is critical
     * @param noProgress how long a queue with due events may finish none before it is not ready
     */
    public record Thresholds(long warning, long critical, Duration noProgress) {

        /** The figures of the original procedure, and a minute. */
        public static final Thresholds DEFAULTS = new Thresholds(100, 1_000, Duration.ofMinutes(1));

        public Thresholds {
            InvalidValueException.unless(
                    warning >= 1 && warning <= critical, "warning", "from 1 to the critical depth", warning);
            InvalidValueException.unless(
                    !noProgress.isNegative() && !noProgress.isZero(), "noProgress", "longer than nothing", noProgress);
        }
    }
}
