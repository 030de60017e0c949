package dev.switchback.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened one after the other, and is closed the other way round; for one thread. */
final class Opened implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Opened.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** {@return the part, which is closed before those that were opened before it} */
    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Whatever one part says, the others are closed as well; idempotent. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Throwable failed) { // the others hold threads, files and connections
            log.warn("[Ingest] a part could not be closed in order", failed);
        }
    }
}
