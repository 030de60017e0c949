package dev.switchback.schema.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a table, an index or a column as a script writes it, quotes included.
 *
 * @param parts at least one; those before the last are where it is
 */
record SqlName(List<String> parts) {

    SqlName {
        parts = List.copyOf(parts);
    }

    /** {@return the name as SQL} */
    String sql() {
        return String.join(".", parts);
    }

    /** {@return the name of something that is where this is} */
    String beside(String name) {
        List<String> moved = new ArrayList<>(parts);
        moved.set(moved.size() - 1, name);
        return String.join(".", moved);
    }
}
