package dev.switchback.state.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is to be run again whatever becomes of it, and logs what it threw: a scheduled task that throws is never run
 * again, and an Error, as of memory that runs out, is over as well one day. For one thread.
 */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private final String message;
    private int unsaid;

    /** Takes what to say of a failure. */
    Guard(String message) {
        this.message = message;
    }

    void run(Part part) {
        try {
            part.run();
        } catch (Throwable failed) {
            unsaid++;
            say(failed);
        }
    }

    private void say(Throwable failed) {
        try {
            LOG.warn("[StateStore] {} (failures={})", message, unsaid, failed);
            unsaid = 0;
        } catch (Throwable unloggable) { // no memory for a line of the log either: the next line has the number
            failed.addSuppressed(unloggable);
        }
    }

    /** What may throw anything. */
    interface Part {
        void run() throws Exception;
    }
}
