package dev.switchback.state.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The stores that this process has open.
 *
 * <p>The one registry of the kind that is allowed, because the operating system has it too: locks on files belong to
 * the process, so that a second store on the same directory would not be kept out by the first, and closing it would
 * drop the first one's lock. Who opens a store that is open already shares it, and its options.
 *
 * @param <B> what is beneath
 */
public final class OpenStores<B extends Backing> {

    private final Map<Object, Shared<B>> open = new HashMap<>(); // guarded by this

    private static final class Shared<B extends Backing> {
        private final Engine<B> engine;
        private int users;

        private Shared(Engine<B> engine) {
            this.engine = engine;
        }
    }

    /**
     * Returns the store that is open under the first of the keys, or opens one.
     *
     * @param keys what it may be open as
     * @param key what it is open as, once it is
     */
    public synchronized Engine<B> open(List<?> keys, Supplier<?> key, Supplier<Engine<B>> opening) {
        Optional<Shared<B>> known =
                keys.stream().map(open::get).filter(Objects::nonNull).findFirst();
        Shared<B> found = known.orElseGet(() -> new Shared<>(opening.get()));
        if (known.isEmpty()) {
            open.put(key.get(), found); // only now: the directory may have been made
        }
        found.users++;
        return found.engine;
    }

    /** Gives a store up, and closes it after the last of its users. */
    public void release(Engine<B> engine) {
        if (isLastUser(engine)) {
            engine.close();
        }
    }

    private synchronized boolean isLastUser(Engine<B> engine) {
        for (Map.Entry<Object, Shared<B>> entry : open.entrySet()) {
            if (entry.getValue().engine == engine) {
                entry.getValue().users--;
                return entry.getValue().users == 0 && open.remove(entry.getKey(), entry.getValue());
            }
        }
        return false;
    }
}
