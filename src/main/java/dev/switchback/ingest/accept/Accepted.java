package dev.switchback.ingest.accept;

/** Hears what became of events on their way in; called from any thread, and must not throw. */
public interface Accepted {

    /** Events were taken in, either into the queue or right among the events. */
    void accepted(String tenant, boolean direct);

    /** An event was there already. */
    void repeated();

    /** An event was not taken in. */
    void refused();
}
