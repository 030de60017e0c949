package dev.switchback.http;

/**
 * What answers the requests of a route.
 *
 * <p>Thread-safe. A {@link RequestRefusedException} is answered as it says, an
 * {@link dev.switchback.pipeline.InvalidValueException} by 400 with its message, and anything else by 500 with nothing
 * but the number under which it is logged.
 */
@FunctionalInterface
public interface RouteHandler {

    /** {@return the answer to a request} */
    Response handle(Request request) throws Exception;
}
