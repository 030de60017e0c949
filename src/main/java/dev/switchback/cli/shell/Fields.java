package dev.switchback.cli.shell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object in the order in which they were put; for one thread. */
public final class Fields {

    private static final int SCHEMA_VERSION = 1;

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private Fields() {}

    /** {@return no fields yet} */
    public static Fields of() {
        return new Fields();
    }

    /** {@return the beginning of every answer: the version of its format} */
    public static Fields answer() {
        return of().put("schemaVersion", SCHEMA_VERSION);
    }

    /** {@return the beginning of an answer about one migration} */
    public static Fields answer(String migration) {
        return answer().put("migration", migration);
    }

    /** Puts a field: text, a number, a boolean, an instant, fields, a list or a map of such, or null. */
    public Fields put(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    /** Puts a field that may be absent, which is null then. */
    public Fields put(String name, Optional<?> value) {
        fields.put(name, value.orElse(null));
        return this;
    }

    /** Puts the fields of another object after those that are there. */
    public Fields putAll(Fields more) {
        fields.putAll(more.fields);
        return this;
    }

    Map<String, @Nullable Object> map() {
        return Collections.unmodifiableMap(fields);
    }
}
