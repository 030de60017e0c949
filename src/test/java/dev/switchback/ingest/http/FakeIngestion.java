package dev.switchback.ingest.http;

import dev.switchback.event.EventSource;
import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthSource;
import dev.switchback.ingest.EventQueue;
import dev.switchback.ingest.IngestCounts;
import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.Refusals;
import dev.switchback.ingest.Tenants;
import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueSettings;
import dev.switchback.ingest.queue.Receipt;
import dev.switchback.rollback.RollbackManager;
import dev.switchback.state.Attribution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A queue that does with an event what a test says, and remembers it. */
final class FakeIngestion implements Ingestion, EventQueue {

    static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");

    final List<NewEvent> submitted = new CopyOnWriteArrayList<>();
    volatile Function<NewEvent, Receipt> answer = event -> new Receipt.Queued(ID, false);
    volatile Mode mode = Mode.ASYNC;
    volatile Tenants tenants = Tenants.none();
    volatile ComponentHealth health = ComponentHealth.healthy(Map.of());

    @Override
    public void requireOpen(String tenant) {
        if (mode == Mode.REJECT) {
            throw Refusals.rejecting();
        }
    }

    @Override
    public Receipt submit(NewEvent event) {
        submitted.add(event);
        return answer.apply(event);
    }

    @Override
    public Control control() {
        return new Control(mode, QueueSettings.DEFAULTS, 1, Instant.EPOCH, "ada", "database trouble");
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public EventQueue queue() {
        return this;
    }

    @Override
    public Tenants tenants() {
        return tenants;
    }

    @Override
    public HealthSource health() {
        return new HealthSource() {
            @Override
            public String component() {
                return "ingestion";
            }

            @Override
            public ComponentHealth health() {
                return health;
            }
        };
    }

    @Override
    public CompletionStage<Receipt> submitAsync(NewEvent event) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Receipt> submitAll(List<NewEvent> events) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Control mode(Mode to, boolean forced, Attribution by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Control settings(UnaryOperator<QueueSettings> edit, Attribution by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Depths depths() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Accounting accounting() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void poll() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int rescueStuck() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RollbackManager rollback() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void returnToAsync(Attribution by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public IngestCounts counts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public EventSource events() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
