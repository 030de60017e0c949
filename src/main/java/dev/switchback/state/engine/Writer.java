package dev.switchback.state.engine;

import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.Reason;
import java.io.IOException;
import java.util.Optional;

/** Makes waiting changes durable, many with one force of the disk. For the engine's thread. */
final class Writer {

    private final Backing backing;
    private final Waiting waiting;
    private final Publisher publisher;
    private final EngineOptions options;

    Writer(Backing backing, Waiting waiting, Publisher publisher, EngineOptions options) {
        this.backing = backing;
        this.waiting = waiting;
        this.publisher = publisher;
        this.options = options;
    }

    /** Writes what waits. */
    void write() {
        boolean written = true;
        while (written && !waiting.isEmpty()) {
            written = write(new Batch(waiting.take(), waiting, publisher, options));
        }
    }

    /** Returns false when it is of no use to go on now. */
    private boolean write(Batch batch) {
        Optional<String> refusal = backing.refusal();
        if (refusal.isPresent()) {
            batch.putOff(StateStoreException.notWritable(options.where(), refusal.get()), false);
            return false;
        }
        try {
            backing.write(batch);
            return true;
        } catch (UncertainException unknown) {
            batch.putOff(StateStoreException.unknown(options.where(), Reason.of(unknown)), true);
            return false;
        } catch (IOException failed) {
            batch.putOff(StateStoreException.notDurable(options.where(), failed), false);
            return false;
        } catch (Throwable broken) { // memory that runs out, for instance: what was submitted is not to be lost by it
            batch.putOff(StateStoreException.unknown(options.where(), broken.toString()), true);
            throw broken;
        }
    }
}
