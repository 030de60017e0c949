package dev.switchback.http;

import dev.switchback.pipeline.InvalidValueException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what stands percent-encoded in a path, a query or a header: UTF-8 without control characters. */
final class PathText {

    private PathText() {}

    /** {@return a part of a path, decoded} */
    static String part(String input, String raw) {
        return decoded(input, raw, false);
    }

    /** {@return the parameters of a query, each with its values in their order} */
    static Map<String, List<String>> query(@Nullable String raw) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return parameters;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded("query", equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decoded("query", pair.substring(equals + 1), true);
            parameters.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        }
        return parameters;
    }

    /** {@return a header as its sender wrote it; the server reads each byte as one character} */
    static String header(String name, String value) {
        return text(name, value.getBytes(StandardCharsets.ISO_8859_1), value);
    }

    private static String decoded(String input, String raw, boolean form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char letter = raw.charAt(at);
            if (letter == '%') {
                bytes.write(hex(input, raw, at));
                at += 2;
            } else if (form && letter == '+') {
                bytes.write(' ');
            } else {
                bytes.writeBytes(String.valueOf(letter).getBytes(StandardCharsets.UTF_8));
            }
        }
        return text(input, bytes.toByteArray(), raw);
    }

    private static int hex(String input, String raw, int at) {
        int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
        InvalidValueException.unless(high >= 0 && low >= 0, input, "percent-encoded UTF-8", raw);
        return high * 16 + low;
    }

    private static String text(String input, byte[] bytes, String raw) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw InvalidValueException.of(input, "UTF-8", raw, malformed);
        }
        InvalidValueException.unless(
                text.codePoints().noneMatch(Character::isISOControl), input, "without control characters", text);
        return text;
    }
}
