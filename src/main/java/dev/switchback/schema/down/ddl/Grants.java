package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import dev.switchback.schema.down.text.Words;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Privileges: {@code reader=r/owner writer=arw*d/owner} to statements.
 *
 * <p>An empty name is PUBLIC; a star after a letter is the right to grant it on; {@code -} is no privilege at all.
 */
final class Grants {

    private static final Pattern ITEM = Pattern.compile("(\"(?:[^\"]|\"\")*\"|[^\"=\\s]*)=([a-zA-Z*]*)/");
    private static final Map<Character, String> PRIVILEGES = Map.ofEntries(
            Map.entry('r', "SELECT"),
            Map.entry('a', "INSERT"),
            Map.entry('w', "UPDATE"),
            Map.entry('d', "DELETE"),
            Map.entry('D', "TRUNCATE"),
            Map.entry('x', "REFERENCES"),
            Map.entry('t', "TRIGGER"),
            Map.entry('m', "MAINTAIN"),
            Map.entry('X', "EXECUTE"),
            Map.entry('U', "USAGE"),
            Map.entry('C', "CREATE"));

    private Grants() {}

    /** {@return the steps that make the privileges of an object those it is to have} */
    static List<Step> steps(@Nullable SchemaObject current, SchemaObject target, Sides sides) {
        Map<String, String> now = privileges(current == null ? null : shown(current), target, sides);
        Map<String, String> then = privileges(shown(target), target, sides);
        String on = on(target);
        String columns = target.kind() == ObjectKind.COLUMN ? " (%s)".formatted(Names.of(target)) : "";
        List<String> statements = new ArrayList<>();
        Set<String> kept = kept(now, then);
        for (String name : now.keySet()) {
            if (!kept.contains(name) && !now.getOrDefault(name, "").isEmpty()) {
                statements.add("REVOKE ALL%s ON %s FROM %s".formatted(columns, on, grantee(name)));
            }
        }
        for (String name : then.keySet()) {
            if (!kept.contains(name)) {
                statements.addAll(grants(then.getOrDefault(name, ""), columns, on, name));
            }
        }
        return statements.isEmpty() ? List.of() : List.of(new Step(Step.Order.FINISH, target, List.of(statements)));
    }

    /** Those who come first on both sides, with the same privileges: whoever gets others comes last on the list. */
    private static Set<String> kept(Map<String, String> now, Map<String, String> then) {
        Set<String> kept = new LinkedHashSet<>();
        Iterator<String> unchanged = now.keySet().stream()
                .filter(name -> now.getOrDefault(name, "").equals(then.get(name)))
                .iterator();
        for (String name : then.keySet()) {
            if (!unchanged.hasNext() || !unchanged.next().equals(name)) {
                return kept;
            }
            kept.add(name);
        }
        return kept;
    }

    private static List<String> grants(String letters, String columns, String on, String name) {
        List<String> statements = new ArrayList<>();
        for (boolean further : new boolean[] {false, true}) {
            String list = list(letters, further, columns);
            if (!list.isEmpty()) {
                statements.add("GRANT %s ON %s TO %s%s"
                        .formatted(list, on, grantee(name), further ? " WITH GRANT OPTION" : ""));
            }
        }
        return statements;
    }

    private static String list(String letters, boolean further, String columns) {
        List<String> list = new ArrayList<>();
        for (int at = 0; at < letters.length(); at++) {
            boolean starred = at + 1 < letters.length() && letters.charAt(at + 1) == '*';
            String privilege = PRIVILEGES.get(letters.charAt(at));
            if (privilege != null && starred == further) {
                list.add(privilege + columns);
            }
        }
        return String.join(", ", list);
    }

    private static String grantee(String name) {
        return name.isEmpty() ? "PUBLIC" : Names.quoted(name);
    }

    private static String on(SchemaObject target) {
        return switch (target.kind()) {
            case COLUMN -> "TABLE " + target.within();
            case TABLE, VIEW, MATERIALIZED_VIEW -> "TABLE " + target.path();
            case AGGREGATE -> "FUNCTION " + target.path();
            case SERVER -> "FOREIGN SERVER " + target.path();
            case DOMAIN -> "DOMAIN " + target.path();
            default -> Words.address(target);
        };
    }

    /** In the order in which they were granted, if there is more than what the server gives by default. */
    private static @Nullable String shown(SchemaObject object) {
        String grants = object.get("grants");
        return grants == null || grants.equals("-") ? grants : object.get("~grants", grants);
    }

    /** Privileges by name of a role; what is not set is what the server gives by default. */
    private static Map<String, String> privileges(@Nullable String text, SchemaObject target, Sides sides) {
        if (text != null) {
            return parse(text);
        }
        Map<String, String> byDefault = new LinkedHashMap<>();
        switch (target.kind()) {
            case ROUTINE, AGGREGATE -> byDefault.put("", "X");
            case ENUM, DOMAIN, COMPOSITE, RANGE, BASE_TYPE, LANGUAGE -> byDefault.put("", "U");
            default -> {}
        }
        byDefault.put(target.get("owner", ""), all(target, sides.version()));
        if (target.kind() == ObjectKind.COLUMN) {
            byDefault.clear();
        }
        return byDefault;
    }

    private static String all(SchemaObject target, int version) {
        return switch (target.kind()) {
            case ROUTINE, AGGREGATE -> "X";
            case ENUM, DOMAIN, COMPOSITE, RANGE, BASE_TYPE, FOREIGN_DATA_WRAPPER, SERVER, LANGUAGE -> "U";
            case SCHEMA -> "UC";
            case SEQUENCE -> "rwU";
            default -> version < 17 ? "arwdDxt" : "arwdDxtm";
        };
    }

    /** {@return letters by name of a role, in the order of the text} */
    static Map<String, String> parse(String text) {
        Map<String, String> privileges = new LinkedHashMap<>();
        Matcher item = ITEM.matcher(text);
        while (item.find()) {
            String name = item.group(1);
            String plain =
                    name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
            privileges.merge(plain, item.group(2), String::concat);
        }
        return privileges;
    }

    /** {@return the statements for the privileges of objects to come} */
    static List<String> byDefault(SchemaObject object, String fromText, String toText) {
        String path = object.path();
        int on = path.lastIndexOf(" ON ");
        String head = "ALTER DEFAULT PRIVILEGES %s ".formatted(path.substring(0, on));
        return changes(head, path.substring(on + 4), fromText, toText);
    }

    /** {@return the statements for the privileges on members of extensions} */
    static List<String> onOthers(SchemaObject object, String fromText, String toText) {
        return changes("", object.path(), fromText, toText);
    }

    private static List<String> changes(String head, String on, String fromText, String toText) {
        Map<String, String> now = parse(fromText);
        Map<String, String> then = parse(toText);
        TreeSet<String> names = new TreeSet<>(now.keySet());
        names.addAll(then.keySet());
        List<String> statements = new ArrayList<>();
        for (String name : names) {
            if (!now.getOrDefault(name, "").equals(then.getOrDefault(name, ""))) {
                if (now.containsKey(name)) {
                    statements.add("%sREVOKE ALL ON %s FROM %s".formatted(head, on, grantee(name)));
                }
                grants(then.getOrDefault(name, ""), "", on, name).forEach(grant -> statements.add(head + grant));
            }
        }
        return statements;
    }
}
