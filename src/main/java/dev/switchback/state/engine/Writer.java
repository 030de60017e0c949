package dev.switchback.state.engine;

import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.Reason;
import java.io.IOException;
import java.util.Optional;

/** Makes waiting changes durable, many with one force of the disk. For the engine's thread. */
final class Writer {

    private final Backing backing;
    private final Surroundings around;
    private int oneByOne; // how many of those that wait are to be written alone, for one of them is refused

    Writer(Backing backing, Waiting waiting, Publisher publisher, EngineOptions options) {
        this.backing = backing;
        this.around = new Surroundings(waiting, publisher, new SectionSizes(), options);
    }

    /** What every batch has to do with. */
    record Surroundings(Waiting waiting, Publisher publisher, SectionSizes sizes, EngineOptions options) {}

    /** Writes what waits. */
    void write() {
        boolean written = true;
        while (written && !around.waiting().isEmpty()) {
            written = write(new Batch(around, oneByOne > 0 ? 1 : Waiting.BATCH));
        }
    }

    /** Returns false when it is of no use to go on now. */
    private boolean write(Batch batch) {
        Optional<String> refusal = backing.refusal();
        if (refusal.isPresent()) {
            batch.putOff(StateStoreException.notWritable(around.options().where(), refusal.get()), false);
            return false;
        }
        try {
            backing.write(batch);
            oneByOne = Math.max(0, oneByOne - 1);
            return true;
        } catch (RefusedException refused) {
            oneByOne = batch.isSingle() ? Math.max(0, oneByOne - 1) : batch.size();
            batch.refuseOrSplit(StateStoreException.notDurable(around.options().where(), refused));
            return true;
        } catch (UncertainException unknown) {
            batch.putOff(StateStoreException.unknown(around.options().where(), Reason.of(unknown)), true);
            return false;
        } catch (IOException failed) {
            batch.putOff(StateStoreException.notDurable(around.options().where(), failed), false);
            return false;
        } catch (Throwable broken) { // memory that runs out, for instance: what was submitted is not to be lost by it
            batch.putOff(StateStoreException.unknown(around.options().where(), broken.toString()), true);
            throw broken;
        }
    }
}
