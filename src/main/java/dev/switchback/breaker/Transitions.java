package dev.switchback.breaker;

import dev.switchback.event.Subscription;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells listeners about changes of state, in order, one at a time, and outside the breaker's lock.
 *
 * <p>Whoever finds changes waiting delivers them all; a listener that causes another change, or a second thread, leaves
 * it to the one that delivers.
 */
final class Transitions {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final List<Consumer<? super BreakerTransition>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<BreakerTransition> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean delivering = new AtomicBoolean();

    Subscription listen(Consumer<? super BreakerTransition> listener) {
        Listening listening = new Listening(this, listener);
        listeners.add(listening);
        return listening;
    }

    void add(BreakerTransition transition) {
        waiting.add(transition);
    }

    void deliver() {
        // asked again after giving the turn back: another thread may have added while this one still had it
        while (!waiting.isEmpty() && delivering.compareAndSet(false, true)) {
            try {
                for (BreakerTransition next = waiting.poll(); next != null; next = waiting.poll()) {
                    log(next);
                    tell(next);
                }
            } finally {
                delivering.set(false);
            }
        }
    }

    private void tell(BreakerTransition transition) {
        for (Consumer<? super BreakerTransition> listener : listeners) {
            try {
                listener.accept(transition);
            } catch (RuntimeException | LinkageError failure) {
                LOG.warn("[Breaker] {}: a listener failed, the state is not affected", transition.migration(), failure);
            }
        }
    }

    private static void log(BreakerTransition transition) {
        LOG.atLevel(transition.to().isOpen() ? Level.WARN : Level.INFO)
                .log(
                        "[Breaker] {}: {} -> {} ({})",
                        transition.migration(),
                        transition.from().text(),
                        transition.to().text(),
                        transition.reason());
    }

    private record Listening(Transitions transitions, Consumer<? super BreakerTransition> listener)
            implements Subscription, Consumer<BreakerTransition> {

        @Override
        public void accept(BreakerTransition transition) {
            listener.accept(transition);
        }

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public void close() {
            transitions.listeners.removeIf(other -> other == this);
        }
    }
}
