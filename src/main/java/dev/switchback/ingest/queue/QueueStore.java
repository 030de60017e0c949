package dev.switchback.ingest.queue;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Where a queue is kept, for all processes that work on it: the tables of a database today, and anything tomorrow that
 * keeps the contract of its test.
 *
 * <p>Thread-safe. Every method is one transaction, durable when it returns, and throws
 * {@link QueueUnavailableException} when the store does not answer. Time is the store's own: the clocks of the
 * processes do not matter.
 */
public interface QueueStore extends QueueDesk, AutoCloseable {

    /** {@return what to call it in a message, without credentials} */
    String shown();

    /** Makes what is missing of it: tables, indexes and the control row. Idempotent, also at the same time. */
    void prepare();

    /**
     * Takes events in: into the queue, or, once they are handled, right among the events.
     *
     * <p>The mode cannot change while it does. Nothing is taken in if the mode is not for it.
     *
     * @param events with the ids that new ones get
     * @param handled whether they have been processed already, for modes that take events in directly
     * @return what became of each, in the same order
     */
    Intake accept(List<Arriving> events, boolean handled);

    /**
     * Takes events in, right among the events, and handles the new ones in the same transaction.
     *
     * @throws Exception if the handler failed ; nothing of the batch has happened
     */
    Intake accept(List<Arriving> events, InTransaction handler) throws Exception;

    /**
     * Tries to take an event in, right among the events, and takes that back.
     *
     * @throws QueueUnavailableException if it does not work
     */
    void probe();

    /** {@return the ids, as they would get them, of those that have others before them in the queue, by their order} */
    Set<UUID> behindQueued(List<Arriving> events);

    /** {@return what is known of events by their keys, by the id that they would get; nothing is written} */
    Map<UUID, Intake.Fate> look(List<Arriving> events);

    /**
     * Claims events that are due, oldest first and in the order of their keys; none where the mode forbids it.
     *
     * @param owner who claims, unique for each start of a process
     * @param most how many at most
     */
    List<Claimed> claim(String owner, int most);

    /**
     * Makes processed events events, and takes them out of the queue; what somebody else has claimed since is left
     * alone.
     *
     * @return the ids of those that were ours to finish
     */
    List<UUID> finish(List<Claimed> processed);

    /**
     * Finishes claimed events, and handles those that were ours in the same transaction.
     *
     * @return the ids of those
     * @throws Exception if the handler failed ; nothing of the batch has happened
     */
    List<UUID> finish(List<Claimed> claimed, InTransaction handler) throws Exception;

    /**
     * Handles events that are due inside the one transaction that claims and finishes them.
     *
     * @return what was handled, empty if nothing was due
     * @throws Exception if the handler failed ; nothing of the batch has happened, and no attempt is counted
     */
    List<QueuedEvent> process(int most, InTransaction handler) throws Exception;

    /** Puts events back whose attempt failed, each for a time of its own, or gives them up after the last one. */
    FailedAttempts fail(List<Failure> failures);

    /** Puts back events that were claimed and not begun; it does not count as an attempt. */
    void release(List<Claimed> untouched);

    /**
     * Says that an owner lives, and keeps what it knows to have claimed. A claim whose answer was lost is none of that:
     * it is rescued like that of a dead process.
     *
     * @param tokens of its claims
     * @return how many events and deliveries it keeps
     */
    int extend(String owner, Set<Long> tokens);

    /**
     * Puts back events and deliveries whose owners are dead: those whose lease has run out.
     *
     * @param all whether also those whose lease still runs
     */
    FailedAttempts rescue(boolean all);

    /** Makes small what grows with the number of batches; to be called now and then. */
    void tidy();

    /** Says who is to get every event that is finished from now on, in this process. */
    void subscribers(List<String> names);

    /** Claims deliveries that are due for a subscriber; none where the mode forbids it. */
    List<ClaimedDelivery> claimDeliveries(String owner, String subscriber, int most);

    /** Marks deliveries as made. */
    void delivered(List<ClaimedDelivery> made);

    /** Puts deliveries back whose attempt failed, or gives them up after the last one. */
    void undelivered(List<ClaimedDelivery> failed, List<String> errors, List<Duration> pauses);

    /** Puts back deliveries that were claimed and not begun; it does not count as an attempt. */
    void releaseDeliveries(List<ClaimedDelivery> untouched);

    /** Calls back when events may have arrived or the control row may have changed; a hint, from any thread. */
    AutoCloseable onChange(Runnable wake);

    @Override
    void close();

    /** A handler that works inside the transaction that finishes its events. */
    @FunctionalInterface
    interface InTransaction {

        /** Handles events by the connection, on which it neither commits nor rolls back. */
        void handle(List<QueuedEvent> events, Connection connection) throws Exception;
    }

    /** An attempt that failed: how long the event waits now, and why. */
    record Failure(Claimed claimed, Duration pause, String error) {}

    /** What became of failed attempts: how many events wait again, and how many are dead. */
    record FailedAttempts(int waiting, int dead) {

        /** Of none. */
        public static final FailedAttempts NONE = new FailedAttempts(0, 0);
    }
}
