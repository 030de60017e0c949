package dev.switchback.pipeline;

/**
 * One of the two ways to answer a request: the legacy one, or its replacement.
 *
 * <pre>{@code
 * Pipeline<Table, Model, IOException> legacy = strings::generate;
 * }</pre>
 *
 * <p>Called from any thread, by many at once: an implementation is thread-safe.
 *
 * @param <I> the request
 * @param <O> the output
 * @param <X> what it may throw; {@link RuntimeException} for one that throws nothing checked
 */
@FunctionalInterface
public interface Pipeline<I, O, X extends Exception> {

    /**
     * Returns the output for one request.
     *
     * @throws X when the request cannot be answered ; the router decides whether the other side is asked
     */
    O generate(I request) throws X;
}
