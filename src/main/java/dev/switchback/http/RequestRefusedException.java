package dev.switchback.http;

import dev.switchback.pipeline.MigrationException;

/** A request that is answered by a refusal, which it carries. */
public final class RequestRefusedException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final transient Response response;

    private RequestRefusedException(String message, Response response) {
        super(message);
        this.response = response;
    }

    private RequestRefusedException(String message, Response response, Throwable cause) {
        super(message, cause);
        this.response = response;
    }

    /** {@return the refusal of a request} */
    public static RequestRefusedException of(int status, String message) {
        return of(message, Response.error(status, message));
    }

    /** {@return the refusal of a request that could not be read} */
    static RequestRefusedException unreadable(String message, Throwable cause) {
        return new RequestRefusedException(message, Response.error(400, message), cause);
    }

    /** {@return a refusal by a whole answer} */
    public static RequestRefusedException of(String message, Response response) {
        return new RequestRefusedException(message, response);
    }

    /** {@return the answer} */
    public Response response() {
        return response;
    }
}
