package dev.switchback.schema.model;

/** What a person says is true of a migration, after looking. */
public enum Repair {
    /** All of its up is in effect. */
    APPLIED,
    /** Nothing of its up is in effect. */
    PENDING,
    /** Its file was changed in a way that does not matter: what is there now counts as what was run. */
    FILE
}
