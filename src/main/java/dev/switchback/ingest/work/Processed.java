package dev.switchback.ingest.work;

import java.time.Duration;

/** Hears how the processing goes; called from any thread, and must not throw. */
public interface Processed {

    /** Events were finished. */
    void finished(int events);

    /** Handlers have run for so long. */
    void handled(long nanos);

    /** Attempts failed: so many events wait again, so many are dead. */
    void failed(int waiting, int dead);

    /** Events of dead processes were put back, or had no attempt left. */
    void rescued(int waiting, int dead);

    /** Deliveries were made. */
    void delivered(int deliveries);

    /** Attempts to deliver failed. */
    void undelivered(int deliveries);

    /** A turn of a loop came to nothing, as a rule because the database did not do what it was asked; the loop waits so long and tries again. */
    void trouble(String what, Throwable failed, Duration pause);
}
