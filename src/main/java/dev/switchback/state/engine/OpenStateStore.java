package dev.switchback.state.engine;

import dev.switchback.event.Subscription;
import dev.switchback.health.ComponentHealth;
import dev.switchback.state.Document;
import dev.switchback.state.DurableStateStore;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.Registration;
import dev.switchback.state.StateChange;
import dev.switchback.state.StoreHealth;
import dev.switchback.state.StoreStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One user's view of an open store: what does not depend on whether files or a database are beneath. Thread-safe.
 *
 * @param <B> what is beneath
 */
public abstract class OpenStateStore<B extends Backing> implements DurableStateStore {

    private final Engine<B> engine;
    private final Runnable giveUp;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile boolean wasWritable;

    /**
     * Makes one user's view.
     *
     * @param onlyToRead whether it is no matter that nothing can be written
     * @param giveUp what is done when this user closes it
     */
    protected OpenStateStore(Engine<B> engine, boolean onlyToRead, Runnable giveUp) {
        this.engine = engine;
        this.wasWritable = onlyToRead || engine.published().unwritable().isEmpty();
        this.giveUp = giveUp;
    }

    /** {@return the engine of the open store} */
    protected final Engine<B> engine() {
        return engine;
    }

    @Override
    public final Document document(String migration) {
        return engine.published().document(migration);
    }

    @Override
    public final Optional<String> unreadable(String migration) {
        Published published = engine.published();
        return published.unreadable(migration).or(() -> neverWritable(published));
    }

    /**
     * A store that could never be written to is no ground to begin on: a rollback could not be recorded there. One
     * that fails later is another matter, since what was recorded still holds.
     */
    private Optional<String> neverWritable(Published published) {
        if (wasWritable || published.unwritable().isEmpty()) {
            wasWritable = true;
            return Optional.empty();
        }
        return published.unwritable().map("it cannot be written, so a rollback could not be recorded: "::concat);
    }

    @Override
    public final Set<String> migrations() {
        return engine.published().migrations();
    }

    @Override
    public final HistoryEntry commit(StateChange change) {
        refuseClosed();
        return engine.commit(change);
    }

    @Override
    public final CompletionStage<HistoryEntry> submit(StateChange change) {
        refuseClosed();
        return engine.submit(change);
    }

    @Override
    public final Subscription onEntry(Consumer<? super HistoryEntry> listener) {
        refuseClosed();
        return kept(engine.teller().onEntry(listener));
    }

    @Override
    public final Subscription onTick(Runnable listener) {
        refuseClosed();
        return kept(engine.teller().onTick(listener));
    }

    private Subscription kept(Subscription subscription) {
        subscriptions.add(subscription);
        return new Registration(() -> {
            subscription.close();
            subscriptions.remove(subscription);
        });
    }

    @Override
    public final void poll() {
        refuseClosed();
        engine.poll();
    }

    @Override
    public final void reopen() {
        refuseClosed();
        engine.reopen();
    }

    @Override
    public final StoreStatus status() {
        return engine.status();
    }

    @Override
    public final String component() {
        return "stateStore";
    }

    @Override
    public final ComponentHealth health() {
        return StoreHealth.of(status());
    }

    /**
     * Checks that this user has not closed it.
     *
     * @throws IllegalStateException if it is closed
     */
    protected final void refuseClosed() {
        if (closed.get()) {
            throw new IllegalStateException("the state store %s is closed".formatted(status().where()));
        }
    }

    @Override
    public final void close() {
        if (closed.compareAndSet(false, true)) {
            subscriptions.forEach(Subscription::close);
            giveUp.run();
        }
    }
}
