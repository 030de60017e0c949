package dev.switchback.canary.replay;

import dev.switchback.canary.tree.FileTree;
import dev.switchback.pipeline.InvalidValueException;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** Records and beans as JSON. */
final class JsonCodec<T> implements SampleCodec<T> {

    private final Class<T> type;

    JsonCodec(Class<T> type) {
        this.type = type;
    }

    @Override
    public String encode(T value) {
        return SampleJson.write(SampleJson.MAPPER.writerFor(type), value);
    }

    @Override
    public T decode(String text) {
        String rule = "JSON of a %s".formatted(type.getSimpleName());
        T value;
        try {
            value = SampleJson.MAPPER.readValue(text, type);
        } catch (JacksonException malformed) {
            throw InvalidValueException.of("sample", rule, malformed.getOriginalMessage(), malformed);
        }
        InvalidValueException.unless(value != null, "sample", rule, "null");
        return value;
    }

    @Override
    public FileTree files(T value) {
        return FileTree.of(Map.of(
                OUTPUT, SampleJson.write(SampleJson.MAPPER.writerFor(type).withDefaultPrettyPrinter(), value)));
    }
}
