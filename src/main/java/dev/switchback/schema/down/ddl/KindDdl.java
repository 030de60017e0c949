package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.SchemaObject;
import java.util.List;

/** The statements for one kind of object. */
interface KindDdl {

    /** Creates what is missing; what is settled by other statements, such as its owner, comes apart. */
    List<Step> create(SchemaObject target, Sides sides);

    /** Drops what is extra; empty if it cannot be dropped on its own. */
    List<Step> drop(SchemaObject current, Sides sides);

    /** Makes one of the other, both of the same name; settings apart. */
    List<Step> alter(SchemaObject current, SchemaObject target, Sides sides);
}
