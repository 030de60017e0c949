package dev.switchback.schema.down.text;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that says nothing, for rows whose own is gone. */
public final class Neutral {

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("boolean", "false"),
            Map.entry("smallint", "0"),
            Map.entry("integer", "0"),
            Map.entry("bigint", "0"),
            Map.entry("real", "0"),
            Map.entry("double precision", "0"),
            Map.entry("money", "0"),
            Map.entry("oid", "0"),
            Map.entry("uuid", "'00000000-0000-0000-0000-000000000000'"),
            Map.entry("json", "'{}'"),
            Map.entry("jsonb", "'{}'"),
            Map.entry("bytea", "''"),
            Map.entry("text", "''"),
            Map.entry("name", "''"),
            Map.entry("\"char\"", "''"),
            Map.entry("xml", "''"),
            Map.entry("date", "'1970-01-01'"),
            Map.entry("interval", "'0'"),
            Map.entry("inet", "'0.0.0.0'"),
            Map.entry("cidr", "'0.0.0.0/0'"),
            Map.entry("macaddr", "'00:00:00:00:00:00'"),
            Map.entry("point", "'(0,0)'"),
            Map.entry("tsvector", "''"),
            Map.entry("tsquery", "''"));

    private static final List<Map.Entry<String, String>> BEGINNINGS = List.of(
            Map.entry("character", "''"),
            Map.entry("numeric", "0"),
            Map.entry("timestamp", "'1970-01-01 00:00:00+00'"),
            Map.entry("time ", "'00:00:00'"),
            Map.entry("time(", "'00:00:00'"),
            Map.entry("interval", "'0'"));

    private Neutral() {}

    /** {@return the value as SQL, null for a type that has none} */
    public static @Nullable String of(String type) {
        if (type.endsWith("[]")) {
            return "'{}'";
        }
        String known = VALUES.get(type);
        if (known != null) {
            return known;
        }
        if (type.startsWith("bit varying")) {
            return "''";
        }
        return BEGINNINGS.stream()
                .filter(beginning -> type.startsWith(beginning.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
