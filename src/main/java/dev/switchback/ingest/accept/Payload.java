package dev.switchback.ingest.accept;

import dev.switchback.pipeline.InvalidValueException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Checks that a payload is JSON which every part of the queue can hold. */
final class Payload {

    private static final String INPUT = "payload";
    private static final String ONE_VALUE = "one JSON value, with every name once in its object";
    private static final int MOST_BYTES = 256 * 1024;
    private static final int DEEPEST = 32;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(MOST_BYTES)
                    .maxNameLength(MOST_BYTES)
                    .maxNumberLength(1_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Payload() {}

    /**
     * Returns how many bytes a payload has as UTF-8.
     *
     * @throws InvalidValueException unless it is one JSON value, at most 256 KiB, at most 32 levels deep, without names
     *     that come twice in one object, and without NUL or half a surrogate pair
     */
    static int check(String payload) {
        InvalidValueException.unless(
                payload.length() <= MOST_BYTES, INPUT, "at most 256 KiB", payload.length() + " characters");
        int bytes = utf8Length(payload);
        InvalidValueException.unless(bytes <= MOST_BYTES, INPUT, "at most 256 KiB", bytes + " bytes");
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), payload)) {
            check(parser);
        } catch (JacksonException malformed) { // its text quotes the payload, which is nobody's business
            boolean tooDeep = String.valueOf(malformed.getMessage()).contains("nesting depth");
            throw InvalidValueException.of(
                    INPUT,
                    tooDeep ? "at most 32 levels deep" : ONE_VALUE,
                    tooDeep ? "deeper" : "broken by " + place(malformed));
        }
        return bytes;
    }

    private static void check(JsonParser parser) {
        int depth = 0;
        do {
            JsonToken token = parser.nextToken();
            InvalidValueException.unless(token != null, INPUT, ONE_VALUE, "cut off or empty");
            depth += depthOf(token);
            if (token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME) {
                checkText(parser.getString());
            }
        } while (depth > 0);
        InvalidValueException.unless(parser.nextToken() == null, INPUT, ONE_VALUE, "several values");
    }

    private static int depthOf(@Nullable JsonToken token) {
        if (token == null) {
            return 0;
        }
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    /** PostgreSQL keeps neither, and says so only when somebody looks into the JSON. */
    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            InvalidValueException.unless(letter != 0, INPUT, "without NUL", "with one");
            if (Character.isHighSurrogate(letter)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                InvalidValueException.unless(
                        !Character.isSurrogate(letter), INPUT, "without half a surrogate pair", "with one");
            }
        }
    }

    private static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            // a surrogate pair is four bytes, two for each half
            bytes += letter < 0x80 ? 1 : letter < 0x800 || Character.isSurrogate(letter) ? 2 : 3;
        }
        return bytes;
    }

    private static String place(JacksonException malformed) {
        TokenStreamLocation location = malformed.getLocation();
        return location == null
                ? "a number of more than 1000 digits"
                : "what is at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }
}
