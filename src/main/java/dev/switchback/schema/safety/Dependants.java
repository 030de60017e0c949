package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds what later migrations, which stay, have built on a migration that is to be taken back. */
public final class Dependants {

    private static final int SHOWN = 5;

    private Dependants() {}

    /**
     * Returns what a later migration has built on an earlier one, a phrase each: at most five.
     *
     * @param own what the earlier one did
     * @param later what the later one did
     * @param uses the places of what needs columns that the earlier one made
     */
    public static List<String> of(Delta own, Delta later, Set<String> uses) {
        Set<String> paths = new TreeSet<>();
        own.made().forEach(object -> paths.add(object.path()));
        own.renamed().forEach(one -> paths.add(one.is().path()));
        List<String> found = new ArrayList<>();
        for (String key : later.keys()) {
            SchemaObject object = later.after().get(key);
            boolean theirs = !own.keys().contains(key);
            if (object != null && theirs && isBuiltOn(object, paths, uses)) {
                found.add(object.key());
            }
        }
        later.keys().stream().filter(own.keys()::contains).forEach(key -> found.add(key + ", which it changed"));
        return found.size() <= SHOWN ? found : found.subList(0, SHOWN);
    }

    private static boolean isBuiltOn(SchemaObject object, Set<String> paths, Set<String> uses) {
        return uses.contains(object.place()) || paths.contains(object.within()) || refersTo(object, paths);
    }

    private static boolean refersTo(SchemaObject object, Set<String> paths) {
        String definition = object.definition().values().toString();
        return paths.stream().anyMatch(path -> names(definition, path));
    }

    /** The deparsed text names everything with its schema, so a name is found as a whole. */
    private static boolean names(String definition, String path) {
        int at = definition.indexOf(path);
        while (at >= 0) {
            int end = at + path.length();
            boolean begins = at == 0 || !isPart(definition.charAt(at - 1));
            boolean ends = end == definition.length() || !isPart(definition.charAt(end));
            if (begins && ends) {
                return true;
            }
            at = definition.indexOf(path, end);
        }
        return false;
    }

    private static boolean isPart(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '"';
    }
}
