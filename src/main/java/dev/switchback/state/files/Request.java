package dev.switchback.state.files;

import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import java.util.concurrent.CompletableFuture;

/**
 * A change on its way to the disk.
 *
 * @param change what is to be changed
 * @param done completes when it is durable, or refused
 * @param kept whether it is true already, and stays in the queue until the disk takes it
 */
record Request(StateChange change, CompletableFuture<HistoryEntry> done, boolean kept) {

    static Request of(StateChange change, boolean kept) {
        return new Request(change, new CompletableFuture<>(), kept);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
