package dev.switchback.state.engine;

import dev.switchback.state.Applied;
import java.util.UUID;

/** A change that was worked out, and the record that is to be written for it; immutable. */
public final class Prepared {

    private final Request request;
    private final Applied applied;
    private final byte[] body;

    Prepared(Request request, Applied applied, byte[] body) {
        this.request = request;
        this.applied = applied;
        this.body = body;
    }

    Request request() {
        return request;
    }

    /** {@return what tells the change from every other, also from itself tried again: the same} */
    public UUID id() {
        return request.id();
    }

    /** {@return the document and the entry that it makes} */
    public Applied applied() {
        return applied;
    }

    /** {@return the record's JSON object, without {@code seq}, {@code prev} and {@code crc}; not to be changed} */
    @SuppressWarnings("MutableArrayExposed") // copied for each record it would cost more than it protects
    public byte[] body() {
        return body;
    }
}
