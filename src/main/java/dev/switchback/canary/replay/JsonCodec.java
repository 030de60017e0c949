package dev.switchback.canary.replay;

import dev.switchback.canary.report.UnifiedDiff;
import dev.switchback.pipeline.InvalidValueException;
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
    public String diff(T legacy, T replacement) {
        return UnifiedDiff.of("output", lines(legacy), lines(replacement));
    }

    private String lines(T value) {
        return SampleJson.write(SampleJson.MAPPER.writerFor(type).withDefaultPrettyPrinter(), value);
    }
}
