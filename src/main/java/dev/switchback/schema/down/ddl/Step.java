package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.SchemaObject;
import java.util.List;

/**
 * One thing to do on the way from one schema to another.
 *
 * @param order when: the lower, the earlier
 * @param object what it is done to, as it is now, or as it is to be if it is not there
 * @param variants statements that do it, the best way first; all of one are done, or none
 * @param forgotten the place of an object that is nothing to be kept afterwards, empty for none
 */
public record Step(Order order, SchemaObject object, List<List<String>> variants, String forgotten) {

    /** Copies the variants. */
    public Step {
        variants = variants.stream().map(List::copyOf).toList();
    }

    Step(Order order, SchemaObject object, List<List<String>> variants) {
        this(order, object, variants, "");
    }

    static Step of(Order order, SchemaObject object, String... statements) {
        return new Step(order, object, List.of(List.of(statements)));
    }

    /** When a step is done; whatever fails because of another step is tried again after it. */
    public enum Order {
        /** Names of columns, constraints and the like. */
        RENAME_PART,
        /** Names of tables, types and the like. */
        RENAME_WHOLE,
        /** Triggers, rules, policies. */
        DROP_CODE,
        /** Foreign keys, which are in the way of other keys. */
        DROP_FOREIGN_KEY,
        /** Views of both sorts. */
        DROP_VIEW,
        /** Indexes and keys. */
        DROP_INDEX,
        /** Columns. */
        DROP_COLUMN,
        /** Tables. */
        DROP_TABLE,
        /** Functions, procedures and what is made of them. */
        DROP_ROUTINE,
        /** Types and sequences. */
        DROP_TYPE,
        /** Schemas, extensions, servers. */
        DROP_SCHEMA,
        /** Schemas, extensions, servers. */
        CREATE_SCHEMA,
        /** Types and sequences. */
        CREATE_TYPE,
        /** Functions, procedures and what is made of them. */
        CREATE_ROUTINE,
        /** Tables. */
        CREATE_TABLE,
        /** Columns, and what tables inherit. */
        CREATE_COLUMN,
        /** What is there, and is to be another way. */
        ALTER,
        /** Keys, and other constraints of one table. */
        CREATE_KEY,
        /** Indexes. */
        CREATE_INDEX,
        /** Foreign keys. */
        CREATE_FOREIGN_KEY,
        /** Views of both sorts. */
        CREATE_VIEW,
        /** Triggers, rules, policies. */
        CREATE_CODE,
        /** Owners, privileges, comments and states. */
        FINISH
    }
}
