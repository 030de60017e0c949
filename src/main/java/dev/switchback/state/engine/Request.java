package dev.switchback.state.engine;

import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A change on its way to the disk; one is equal to itself alone. */
final class Request {

    private final StateChange change;
    private final UUID id;
    private final boolean kept;
    private final CompletableFuture<HistoryEntry> done = new CompletableFuture<>();
    private boolean uncertain; // used on the engine's thread alone

    Request(StateChange change, UUID id, boolean kept) {
        this.change = change;
        this.id = id;
        this.kept = kept;
    }

    /** {@return what is to be changed} */
    StateChange change() {
        return change;
    }

    /** {@return what tells it from every other request} */
    UUID id() {
        return id;
    }

    /** {@return whether it is true already, and stays in the queue until the disk takes it} */
    boolean kept() {
        return kept;
    }

    /** {@return completes when it is durable, or refused} */
    CompletableFuture<HistoryEntry> done() {
        return done;
    }

    /** {@return whether it may be durable although nobody could be told} */
    boolean isUncertain() {
        return uncertain;
    }

    void becameUncertain() {
        uncertain = true;
    }
}
