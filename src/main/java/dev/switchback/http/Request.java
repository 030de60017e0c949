package dev.switchback.http;

import com.sun.net.httpserver.HttpExchange;
import dev.switchback.pipeline.InvalidValueException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request: what was asked, by which path, with which headers, and a body that is read only if somebody wants it.
 *
 * <p>For the thread that handles it.
 */
public final class Request {

    private final HttpExchange exchange;
    private final Map<String, String> parts;
    private final Body body;

    Request(HttpExchange exchange, Map<String, String> parts, Body body) {
        this.exchange = exchange;
        this.parts = Map.copyOf(parts);
        this.body = body;
    }

    /** {@return the method, {@code HEAD} as {@code GET}} */
    public String method() {
        return Exchanges.method(exchange);
    }

    /** {@return the path as it was sent, still encoded} */
    public String path() {
        return String.valueOf(exchange.getRequestURI().getRawPath());
    }

    /**
     * Returns the part of the path that stands where the route has a name in braces.
     *
     * @throws InvalidValueException if it is not UTF-8, percent-encoded, without control characters
     */
    public String part(String name) {
        String raw = parts.get(name);
        if (raw == null) {
            throw new IllegalArgumentException("name must be one of %s, but was %s".formatted(parts.keySet(), name));
        }
        return PathText.part(name, raw);
    }

    /**
     * Returns a parameter of the query.
     *
     * @throws InvalidValueException if it is given twice, or the query is not UTF-8, percent-encoded
     */
    public Optional<String> query(String name) {
        List<String> values =
                PathText.query(exchange.getRequestURI().getRawQuery()).getOrDefault(name, List.of());
        InvalidValueException.unless(values.size() < 2, name, "given once", "given %d times".formatted(values.size()));
        return values.stream().findFirst();
    }

    /**
     * Returns a header.
     *
     * @throws InvalidValueException if it is given twice, or is not UTF-8 without control characters
     */
    public Optional<String> header(String name) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
        InvalidValueException.unless(values.size() < 2, name, "given once", "given %d times".formatted(values.size()));
        return values.stream().findFirst().map(value -> PathText.header(name, value));
    }

    /**
     * Reads the body.
     *
     * @param most how many bytes it may have
     * @throws RequestRefusedException 413 for a longer one, before any of it is read if its length was announced; 400
     *     if it ends too early
     */
    public byte[] body(int most) {
        return body.read(most);
    }

    /**
     * Reads the body as text.
     *
     * @throws RequestRefusedException as {@link #body}, and 400 if it is not UTF-8
     */
    public String text(int most) {
        byte[] bytes = body(most);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw RequestRefusedException.unreadable("the body must be UTF-8, but was not", malformed);
        }
    }
}
