package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import dev.switchback.schema.down.text.Options;
import dev.switchback.schema.down.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Whatever is created by one statement, and created anew when it is to be another way. */
final class GlobalDdl implements KindDdl {

    private static final String LOOSE = "loose members";

    /** An operator or function by its number and types, whatever its name. */
    private static final Pattern MEMBER = Pattern.compile("^(\\w+ \\d+) [^(]*(\\([^()]*\\)).*$");

    @Override
    public List<Step> create(SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        List<String> whole = whole(target);
        if (!whole.isEmpty()) {
            steps.add(new Step(created(target), target, List.of(whole)));
        }
        states(null, target, steps);
        steps.addAll(Settings.ofNew(target, sides));
        return steps;
    }

    private static Step.Order created(SchemaObject object) {
        return switch (object.kind()) {
            case SCHEMA, EXTENSION, FOREIGN_DATA_WRAPPER, SERVER, LANGUAGE, ACCESS_METHOD -> Step.Order.CREATE_SCHEMA;
            case TEXT_SEARCH_PARSER, TEXT_SEARCH_TEMPLATE -> Step.Order.CREATE_SCHEMA;
            case COLLATION, TEXT_SEARCH_CONFIGURATION, TEXT_SEARCH_DICTIONARY -> Step.Order.CREATE_TYPE;
            case AGGREGATE, CAST, OPERATOR, OPERATOR_CLASS, OPERATOR_FAMILY, TRANSFORM -> Step.Order.CREATE_ROUTINE;
            case DEFAULT_PRIVILEGE, PRIVILEGE -> Step.Order.FINISH;
            default -> Step.Order.CREATE_CODE;
        };
    }

    private static List<String> whole(SchemaObject object) {
        String path = object.path();
        String definition = object.get("definition", "");
        String words = Words.of(object);
        return switch (object.kind()) {
            case SCHEMA, OPERATOR_FAMILY -> List.of("CREATE %s %s".formatted(words, path));
            case EXTENSION ->
                List.of("CREATE EXTENSION %s%s VERSION %s"
                        .formatted(
                                path,
                                object.has("in schema") ? " SCHEMA " + object.get("in schema") : "",
                                Names.literal(object.get("version", ""))));
            case AGGREGATE, COLLATION, TEXT_SEARCH_DICTIONARY, TEXT_SEARCH_PARSER, TEXT_SEARCH_TEMPLATE, TRANSFORM ->
                List.of("CREATE %s %s (%s)".formatted(words, path, definition));
            case LANGUAGE ->
                List.of("CREATE %sLANGUAGE %s %s".formatted(object.has("trusted") ? "TRUSTED " : "", path, definition));
            case CONVERSION ->
                List.of("CREATE %sCONVERSION %s %s"
                        .formatted(object.has("default") ? "DEFAULT " : "", path, definition));
            case CAST, EVENT_TRIGGER, STATISTICS, ACCESS_METHOD ->
                List.of("CREATE %s %s %s".formatted(words, path, definition));
            case OPERATOR -> List.of("CREATE OPERATOR %s (%s)".formatted(object.get("~symbol"), definition));
            case OPERATOR_CLASS ->
                List.of("CREATE OPERATOR CLASS %s %s"
                        .formatted(path.substring(0, path.lastIndexOf(" USING ")), definition));
            case TEXT_SEARCH_CONFIGURATION -> configuration(object);
            case PUBLICATION ->
                List.of("CREATE PUBLICATION %s%s WITH (%s)"
                        .formatted(
                                path, object.has("tables") ? " " + object.get("tables") : "", object.get("options")));
            case FOREIGN_DATA_WRAPPER ->
                List.of("CREATE FOREIGN DATA WRAPPER %s %s%s".formatted(path, definition, foreignOptions(object)));
            case SERVER ->
                List.of("CREATE SERVER %s%s%s FOREIGN DATA WRAPPER %s%s"
                        .formatted(
                                path,
                                object.has("type") ? " TYPE " + object.get("type") : "",
                                object.has("version") ? " VERSION " + object.get("version") : "",
                                object.get("wrapper"),
                                foreignOptions(object)));
            case DEFAULT_PRIVILEGE, PRIVILEGE ->
                privileges(object, object.get("~default", "-"), object.get("grants", "-"));
            // an account on a foreign server mostly has a password, which nobody keeps
            case USER_MAPPING ->
                object.has("digest of options") ? List.of() : List.of("CREATE USER MAPPING %s".formatted(path));
            default -> List.of();
        };
    }

    /** {@return whether it is nothing but privileges, of objects to come or of others} */
    static boolean isOfPrivileges(SchemaObject object) {
        return object.kind() == ObjectKind.DEFAULT_PRIVILEGE || object.kind() == ObjectKind.PRIVILEGE;
    }

    private static List<String> privileges(SchemaObject object, String from, String to) {
        return object.kind() == ObjectKind.PRIVILEGE
                ? Grants.onOthers(object, from, to)
                : Grants.byDefault(object, from, to);
    }

    private static List<String> configuration(SchemaObject object) {
        List<String> statements = new ArrayList<>();
        statements.add(
                "CREATE TEXT SEARCH CONFIGURATION %s (PARSER = %s)".formatted(object.path(), object.get("parser")));
        for (String mapping : object.get("mappings", "").split("; ", -1)) {
            if (!mapping.isEmpty()) {
                statements.add("ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING %s".formatted(object.path(), mapping));
            }
        }
        return statements;
    }

    private static String foreignOptions(SchemaObject object) {
        return object.has("foreign options") ? " OPTIONS (%s)".formatted(object.get("foreign options")) : "";
    }

    @Override
    public List<Step> drop(SchemaObject current, Sides sides) {
        return List.of(new Step(dropped(current), current, List.of(drops(current))));
    }

    private static List<String> drops(SchemaObject current) {
        if (isOfPrivileges(current)) {
            return privileges(current, current.get("grants", "-"), current.get("~default", "-"));
        }
        return List.of("DROP %s %s".formatted(Words.of(current), current.path()));
    }

    private static Step.Order dropped(SchemaObject object) {
        return switch (object.kind()) {
            case SCHEMA, EXTENSION, FOREIGN_DATA_WRAPPER, SERVER, LANGUAGE, ACCESS_METHOD -> Step.Order.DROP_SCHEMA;
            case TEXT_SEARCH_PARSER, TEXT_SEARCH_TEMPLATE -> Step.Order.DROP_SCHEMA;
            case COLLATION, TEXT_SEARCH_CONFIGURATION, TEXT_SEARCH_DICTIONARY -> Step.Order.DROP_TYPE;
            case AGGREGATE, CAST, OPERATOR, OPERATOR_CLASS, OPERATOR_FAMILY, TRANSFORM -> Step.Order.DROP_ROUTINE;
            default -> Step.Order.DROP_CODE;
        };
    }

    @Override
    public List<Step> alter(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        if (isOfPrivileges(target)) {
            List<String> changes = privileges(target, current.get("grants", "-"), target.get("grants", "-"));
            if (!changes.isEmpty()) {
                steps.add(new Step(Step.Order.FINISH, target, List.of(changes)));
            }
            return steps;
        }
        List<String> now = whole(current);
        List<String> then = whole(target);
        if (target.kind() == ObjectKind.EXTENSION) { // where it is has been settled, as names are
            updated(current, target, steps);
        } else if (!now.equals(then)) {
            steps.add(new Step(created(target), target, changes(current, target, then)));
        }
        states(current, target, steps);
        steps.addAll(Settings.of(current, target, sides));
        return steps;
    }

    private static void updated(SchemaObject current, SchemaObject target, List<Step> steps) {
        if (!Objects.equals(current.get("version"), target.get("version"))) {
            steps.add(Step.of(
                    Step.Order.CREATE_SCHEMA,
                    target,
                    "ALTER EXTENSION %s UPDATE TO %s"
                            .formatted(target.path(), Names.literal(target.get("version", "")))));
        }
    }

    private static List<List<String>> changes(SchemaObject current, SchemaObject target, List<String> then) {
        List<List<String>> variants = new ArrayList<>();
        String options = Options.foreign(current.get("foreign options"), target.get("foreign options"));
        if (!options.isEmpty()) {
            variants.add(List.of("ALTER %s %s OPTIONS (%s)".formatted(Words.of(target), target.path(), options)));
        }
        List<String> anew = new ArrayList<>(drops(current));
        anew.addAll(then);
        variants.add(anew);
        return variants;
    }

    private static void states(
            @org.jspecify.annotations.Nullable SchemaObject current, SchemaObject target, List<Step> steps) {
        String enabled = target.get("enabled");
        if (!Objects.equals(current == null ? null : current.get("enabled"), enabled)) {
            steps.add(Step.of(
                    Step.Order.FINISH,
                    target,
                    "ALTER EVENT TRIGGER %s %s".formatted(target.path(), target.get("enabled", "ENABLE"))));
        }
        members(current == null ? "" : current.get(LOOSE, ""), target, steps);
        if (target.kind() == ObjectKind.STATISTICS
                && !Objects.equals(current == null ? null : current.get("target"), target.get("target"))) {
            steps.add(Step.of(
                    Step.Order.FINISH,
                    target,
                    "ALTER STATISTICS %s SET STATISTICS %s".formatted(target.path(), target.get("target", "-1"))));
        }
    }

    /** Those of an operator family that no class of it has, one a line. */
    private static void members(String current, SchemaObject target, List<Step> steps) {
        List<String> now = current.lines().toList();
        List<String> then = target.get(LOOSE, "").lines().toList();
        String head = "ALTER OPERATOR FAMILY %s ".formatted(target.path());
        now.stream()
                .filter(member -> !then.contains(member))
                .map(member -> MEMBER.matcher(member).replaceFirst("DROP $1 $2"))
                .forEach(change -> steps.add(Step.of(Step.Order.DROP_CODE, target, head + change)));
        then.stream()
                .filter(member -> !now.contains(member))
                .forEach(member -> steps.add(Step.of(Step.Order.CREATE_CODE, target, head + "ADD " + member)));
    }
}
