package dev.switchback.canary.replay;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.pipeline.Route;

/**
 * What it takes to run one request again, on either side: written once for a migration, and then used by every test and
 * command that replays.
 *
 * <pre>{@code
 * public final class OrdersReplay implements ReplaySubject<Order, Invoice> {
 *     public String name() { return "orders"; }
 *     public SampleCodec<Order> requests() { return SampleCodec.ofJson(Order.class); }
 *     public SampleCodec<Invoice> outputs() { return SampleCodec.ofJson(Invoice.class); }
 *     public OutputComparator<Object> comparator() { return OutputComparator.byEquality(); }
 *     public Invoice generate(Route side, Order order) {
 *         return side == Route.NEW ? new Stages().invoice(order) : new Printer().invoice(order);
 *     }
 * }
 * }</pre>
 *
 * <p>A generated test makes it by {@code new}, so it is public and has a public constructor without parameters. The
 * command line finds it by its name among those listed in the files
 * {@code META-INF/services/dev.switchback.canary.replay.ReplaySubject} of the class path. Thread-safe.
 *
 * @param <I> the request
 * @param <O> the output; one that is {@link AutoCloseable} is closed after it was compared
 */
public interface ReplaySubject<I, O> {

    /** {@return the name that bundles refer to, 1 to 100 characters without control characters; mostly the migration's} */
    String name();

    /** {@return what writes and reads requests} */
    SampleCodec<I> requests();

    /** {@return what writes and reads outputs} */
    SampleCodec<O> outputs();

    /**
     * Returns the answer of one side, without any routing.
     *
     * @throws Exception when that side fails ; that is an outcome like any other
     */
    O generate(Route side, I request) throws Exception;

    /**
     * Returns what compares; the same as in production, or fingerprints differ.
     *
     * <p>What legacy threw when the sample was taken is given as a {@link
     * dev.switchback.canary.compare.RecordedException}.
     */
    OutputComparator<? super O> comparator();
}
