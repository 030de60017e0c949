package dev.switchback.http;

import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An answer: a status, headers and a body. Immutable. */
public final class Response {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] NOTHING = {};

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Response(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
    }

    /** {@return an answer of any kind} */
    public static Response of(int status, String contentType, byte[] body) {
        InvalidValueException.unless(status >= 200 && status <= 599, "status", "from 200 to 599", status);
        return new Response(status, Map.of(), body.clone()).with("Content-Type", contentType);
    }

    /** {@return an answer without a body} */
    public static Response empty(int status) {
        InvalidValueException.unless(status >= 200 && status <= 599, "status", "from 200 to 599", status);
        return new Response(status, Map.of(), NOTHING);
    }

    /** {@return an answer in JSON, its fields in the order of the map} */
    public static Response json(int status, Map<String, ? extends @Nullable Object> fields) {
        return of(status, "application/json", JSON.writeValueAsBytes(fields));
    }

    /** {@return an answer that says what is wrong: <code>{"error": "..."}</code>} */
    public static Response error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    /**
     * Returns this answer with one more header.
     *
     * @throws InvalidValueException for a name or value that could be taken for more than one header
     */
    public Response with(String name, String value) {
        InvalidValueException.unless(name.matches("[A-Za-z0-9-]{1,64}"), "header", "letters, digits, hyphens", name);
        InvalidValueException.unless(
                value.chars().allMatch(letter -> letter >= ' ' && letter < 127), name, "printable ASCII", value);
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }

    /** {@return this answer, which says when another try is worth it; at least a second} */
    public Response retryAfter(Duration wait) {
        return with(
                "Retry-After", String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    /** {@return the status} */
    public int status() {
        return status;
    }

    /** {@return the headers} */
    public Map<String, String> headers() {
        return headers;
    }

    /** {@return the body} */
    public byte[] body() {
        return body.clone();
    }
}
