package dev.switchback.schema.catalog;

/** How far two schemas are the same. */
public enum SchemaVerdict {
    /** In everything. */
    IDENTICAL,
    /** In everything but the order of columns. */
    EQUIVALENT,
    /** Not: an object is missing, additional, or defined in another way. */
    DIFFERENT;

    /** {@return whether a program that names its columns cannot tell the two apart} */
    public boolean isRestored() {
        return this != DIFFERENT;
    }
}
