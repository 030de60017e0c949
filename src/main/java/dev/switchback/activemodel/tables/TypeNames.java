package dev.switchback.activemodel.tables;

import dev.switchback.activemodel.tables.ColumnType.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The family of a type by the name that H2, PostgreSQL or the author of an SQLite table gave it. */
final class TypeNames {

    private static final Map<String, Kind> KINDS = Stream.of(
                    names(Kind.BOOLEAN, "boolean, bool"),
                    names(Kind.INTEGER, "integer, int, int2, int4, smallint, tinyint, mediumint, serial, smallserial"),
                    names(Kind.LONG, "bigint, int8, bigserial, unsigned big int, oid, xid8"),
                    names(Kind.DECIMAL, "numeric, decimal, dec, number, decfloat, money"),
                    names(Kind.FLOAT, "real, float, float4, float8, double, double precision, binary_float"),
                    names(
                            Kind.TEXT,
                            "character varying, varchar, varchar_ignorecase, character, char, bpchar, nchar, nvarchar"),
                    names(
                            Kind.TEXT,
                            "native character, varying character, text, clob, character large object, name, citext"),
                    names(Kind.TEXT, "tsvector, tsquery, xml, enum, blob sub_type text"),
                    names(Kind.UUID, "uuid"),
                    names(Kind.DATE, "date"),
                    names(Kind.TIME, "time, timetz, time with time zone, time without time zone"),
                    names(
                            Kind.TIMESTAMP,
                            "timestamp, timestamptz, timestamp with time zone, timestamp without time zone, datetime"),
                    names(Kind.INTERVAL, "interval"),
                    names(Kind.BINARY, "bytea, binary, varbinary, binary varying, binary large object, blob, image"),
                    names(Kind.JSON, "json, jsonb"))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableMap(Entry::getKey, Entry::getValue));

    private TypeNames() {}

    /** {@return a plain type for a name with or without sizes, such as {@code NUMERIC(10,2)}} */
    static ColumnType plain(String name) {
        String bare = bare(name);
        return new ColumnType.Plain(bare, KINDS.getOrDefault(bare, Kind.OTHER));
    }

    /**
     * Returns a plain type for what an SQLite table declares, which may be anything or nothing.
     *
     * <p>A name we do not know falls back on the affinity that SQLite itself derives from it.
     */
    static ColumnType declared(String name) {
        String bare = bare(name);
        Kind known = KINDS.get(bare);
        return new ColumnType.Plain(bare.isEmpty() ? "any" : bare, known == null ? affinity(bare) : known);
    }

    /** See section 3.1 of the SQLite documentation on data types. */
    private static Kind affinity(String name) {
        if (name.contains("int")) {
            return Kind.LONG;
        }
        if (name.contains("char") || name.contains("clob") || name.contains("text")) {
            return Kind.TEXT;
        }
        if (name.contains("blob")) {
            return Kind.BINARY;
        }
        return name.contains("real") || name.contains("floa") || name.contains("doub") ? Kind.FLOAT : Kind.OTHER;
    }

    private static String bare(String name) {
        String bare = name.replaceAll("\\(.*?\\)", " ")
                .replaceAll("\\s+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
        return bare.startsWith("interval") ? "interval" : bare;
    }

    private static Stream<Entry<String, Kind>> names(Kind kind, String names) {
        return Stream.of(names.split(", ")).map(name -> Map.entry(name, kind));
    }
}
