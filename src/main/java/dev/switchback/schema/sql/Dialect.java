package dev.switchback.schema.sql;

import dev.switchback.pipeline.InvalidValueException;

/** The databases whose scripts we read, with what differs between them in quoting and in transactions. */
public enum Dialect {
    /** PostgreSQL 15 to 18. */
    POSTGRESQL("PostgreSQL"),
    /** SQLite 3: no dollar quotes, no nested comments; triggers have bodies. */
    SQLITE("SQLite"),
    /** H2 2: each change of the schema commits what came before it. */
    H2("H2");

    private final String product;

    Dialect(String product) {
        this.product = product;
    }

    /**
     * Returns the dialect of a database.
     *
     * @param product as {@link java.sql.DatabaseMetaData#getDatabaseProductName()} says it
     * @throws InvalidValueException for any other database
     */
    public static Dialect ofProduct(String product) {
        for (Dialect dialect : values()) {
            if (dialect.product.equals(product)) {
                return dialect;
            }
        }
        throw InvalidValueException.of("database", "PostgreSQL, SQLite or H2", product);
    }

    /** {@return a name in quotes, as all three write it, whatever is in it} */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@return a text as a literal of PostgreSQL, whatever is in it and whatever the server is set to} */
    public static String literal(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }

    /** {@return whether a change of the schema is undone when its transaction is rolled back} */
    public boolean hasTransactionalDdl() {
        return this != H2;
    }

    boolean hasNestedComments() {
        return this != SQLITE;
    }

    /** {@return whether {@code //} begins a comment} */
    boolean hasSlashComments() {
        return this == H2;
    }

    /** {@return whether a carriage return alone ends a comment} */
    boolean endsCommentAtReturn() {
        return this != SQLITE;
    }

    boolean hasEscapeStrings() {
        return this == POSTGRESQL;
    }

    boolean hasBackticks() {
        return this != POSTGRESQL;
    }

    boolean hasBracketedNames() {
        return this == SQLITE;
    }
}
