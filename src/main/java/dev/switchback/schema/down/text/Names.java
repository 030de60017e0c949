package dev.switchback.schema.down.text;

import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.sql.Dialect;

/** How names are written in statements. */
public final class Names {

    private static final String ON = " on ";
    private static final String ON_DOMAIN = " on domain ";

    private Names() {}

    /** {@return a name in quotes, whether it needs them or not} */
    public static String quoted(String name) {
        return Dialect.quoted(name);
    }

    /** {@return a text as a literal} */
    public static String literal(String text) {
        return Dialect.literal(text);
    }

    /** {@return the name of an object alone, quoted as the server would} */
    public static String of(SchemaObject object) {
        String path = object.path();
        String within = object.within();
        if (!within.isEmpty() && path.startsWith(within + '.')) {
            return path.substring(within.length() + 1); // a column
        }
        for (String on : new String[] {ON, ON_DOMAIN}) {
            if (!within.isEmpty() && path.endsWith(on + within)) {
                return path.substring(0, path.length() - on.length() - within.length());
            }
        }
        return ofSchema(object);
    }

    private static String ofSchema(SchemaObject object) {
        String name = object.name();
        String path = object.path();
        String quoted = quoted(name);
        boolean plain = path.endsWith('.' + name) || path.contains('.' + name + '(') || path.equals(name);
        return plain && !path.contains(quoted) ? name : quoted;
    }

    /** {@return the schema of an object, quoted} */
    public static String schemaOf(SchemaObject object) {
        String path = object.path();
        String schema = object.address().schema();
        return path.startsWith(schema + '.') ? schema : quoted(schema);
    }
}
