package dev.switchback.activemodel.tables;

import java.util.List;

/** What a column holds: a plain value, one of some labels, a list, or a domain over one of these. */
public sealed interface ColumnType {

    /** {@return the name the database has for it, in lower case unless it was named by a user} */
    String name();

    /** {@return this type without the domains around it} */
    default ColumnType bare() {
        ColumnType type = this;
        while (type instanceof Domain domain) {
            type = domain.base();
        }
        return type;
    }

    /** The families of plain values that a generator tells apart. */
    enum Kind {
        /** True or false. */
        BOOLEAN,
        /** A whole number of at most 32 bits. */
        INTEGER,
        /** A whole number of 64 bits. */
        LONG,
        /** An exact decimal number. */
        DECIMAL,
        /** A binary floating-point number. */
        FLOAT,
        /** Text of any length. */
        TEXT,
        /** A universally unique identifier. */
        UUID,
        /** A calendar date without a time. */
        DATE,
        /** A time of day without a date. */
        TIME,
        /** A date and time, with or without a zone. */
        TIMESTAMP,
        /** A length of time. */
        INTERVAL,
        /** Bytes. */
        BINARY,
        /** A JSON document. */
        JSON,
        /** Anything else: ranges, geometry, addresses, composite types. */
        OTHER
    }

    /**
     * A plain value.
     *
     * @param name such as {@code varchar}
     * @param kind its family
     */
    record Plain(String name, Kind kind) implements ColumnType {}

    /**
     * One of some labels.
     *
     * @param name such as {@code mpaa_rating}
     * @param labels in their order
     */
    record Labels(String name, List<String> labels) implements ColumnType {

        /** Copies the labels. */
        public Labels {
            labels = List.copyOf(labels);
        }
    }

    /**
     * A list of values, of any number of dimensions.
     *
     * @param name such as {@code text[]}
     * @param element what it lists
     */
    record Array(String name, ColumnType element) implements ColumnType {}

    /**
     * A type with a name and rules of its own.
     *
     * @param name such as {@code year}
     * @param base what it is made of
     */
    record Domain(String name, ColumnType base) implements ColumnType {}
}
