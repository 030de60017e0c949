package dev.switchback.canary.replay;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** The one way samples are turned into JSON and back: strict, bounded, without type names. */
final class SampleJson {

    /** How many characters or bytes anything may have. */
    static final int LARGEST = 4 << 20;

    private static final int DEEPEST = 256;

    /**
     * Immutable and thread-safe. It allows no type to be named in JSON, also where annotations ask for it; a getter that
     * nothing can read back is not written.
     */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxDocumentLength(LARGEST)
                            .maxStringLength(LARGEST)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().build())
            .enable(MapperFeature.REQUIRE_SETTERS_FOR_GETTERS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .build();

    private SampleJson() {}

    /**
     * Returns a value as JSON.
     *
     * @throws SampleTooLargeException as soon as it is too long
     */
    static String write(ObjectWriter writer, Object value) {
        Bounded text = new Bounded();
        writer.writeValue(text, value);
        return text.toString();
    }

    /** Text that does not grow without end, whatever is written. */
    private static final class Bounded extends Writer {

        private final StringWriter text = new StringWriter();

        @Override
        public void write(char[] characters, int from, int length) {
            if (text.getBuffer().length() + length > LARGEST) {
                throw SampleTooLargeException.beyond(LARGEST);
            }
            text.write(characters, from, length);
        }

        @Override
        public void flush() {
            text.flush();
        }

        @Override
        public void close() throws IOException {
            text.close();
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
