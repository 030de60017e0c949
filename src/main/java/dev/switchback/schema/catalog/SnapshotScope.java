package dev.switchback.schema.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What of a database a snapshot shows.
 *
 * @param schemas names of schemas as they are spelled; none means every schema that is not the server's own, and
 *     what is in no schema, such as extensions and publications
 * @param withoutTables paths of tables that are left out with all that belongs to them, such as
 *     {@code public.schema_migrations}
 */
public record SnapshotScope(List<String> schemas, Set<String> withoutTables) {

    /** Copies both. */
    public SnapshotScope {
        schemas = List.copyOf(schemas);
        withoutTables = Set.copyOf(withoutTables);
    }

    /** {@return the whole database} */
    public static SnapshotScope everything() {
        return new SnapshotScope(List.of(), Set.of());
    }

    /** {@return these schemas only} */
    public static SnapshotScope of(String... schemas) {
        return new SnapshotScope(List.of(schemas), Set.of());
    }

    /** {@return the same without some tables, given by their paths} */
    public SnapshotScope without(Collection<String> tables) {
        return new SnapshotScope(schemas, Set.copyOf(tables));
    }

    /** {@return whether it is not restricted to some schemas} */
    boolean isWhole() {
        return schemas.isEmpty();
    }
}
