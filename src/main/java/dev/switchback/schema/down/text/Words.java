package dev.switchback.schema.down.text;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import java.util.Locale;

/** How statements speak of objects. */
public final class Words {

    private Words() {}

    /** {@return the words for a kind in {@code DROP}, {@code ALTER} and {@code COMMENT ON}} */
    public static String of(SchemaObject object) {
        return switch (object.kind()) {
            case TABLE -> object.has("server") ? "FOREIGN TABLE" : "TABLE";
            case ENUM, COMPOSITE, RANGE, BASE_TYPE -> "TYPE";
            case ROUTINE -> object.get("routine", "FUNCTION");
            case DOMAIN_CONSTRAINT -> "CONSTRAINT";
            default -> object.kind().word().toUpperCase(Locale.ROOT);
        };
    }

    /** {@return an object in a statement, kind and name} */
    public static String address(SchemaObject object) {
        if (object.kind() == ObjectKind.OPERATOR || object.kind() == ObjectKind.CAST) {
            return of(object) + ' ' + object.path();
        }
        String path = object.path();
        String on = object.kind() == ObjectKind.DOMAIN_CONSTRAINT ? " on domain " : " on ";
        boolean part = !object.within().isEmpty() && path.endsWith(on + object.within());
        String shown = part ? Names.of(object) + on.toUpperCase(Locale.ROOT) + object.within() : path;
        return of(object) + ' ' + shown;
    }
}
