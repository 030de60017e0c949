package dev.switchback.activemodel;

import dev.switchback.activemodel.tables.DatabaseSchema;
import dev.switchback.activemodel.tables.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of files and exports for every table of a schema, no two alike.
 *
 * <p>They come from the whole schema, in the order of its names, so that a table is called the same whichever tables a
 * run selects. Where names would meet ({@code a_b} and {@code "a b"}, or {@code foo} and {@code foo_data}), the later
 * table gets a number. Names are compared without case, for file systems that do.
 */
final class ModelNames {

    /** Exports of {@code runtime.ts}; a test holds this list against the file. */
    static final List<String> RUNTIME_EXPORTS = List.of(
            "ModelConfig", "ColumnConfig", "RelationConfig", "ReactiveModel", "defineModel", "belongsTo", "hasMany");

    private static final Pattern DEVICE = Pattern.compile("con|prn|aux|nul|com\\d|lpt\\d");

    private final Map<String, ModelName> names = new HashMap<>();

    /**
     * What one table is called in TypeScript.
     *
     * @param file the name of its files without prefix and ending, such as {@code film-actor}
     * @param type the stem of its exports, such as {@code FilmActor}
     */
    record ModelName(String file, String type) {

        String model() {
            return type + "Model";
        }

        String reactive() {
            return "Reactive" + type;
        }

        String data() {
            return type + "Data";
        }

        String create() {
            return "Create" + type + "Data";
        }

        String update() {
            return "Update" + type + "Data";
        }

        String modelFile() {
            return file + ".ts";
        }

        String reactiveFile() {
            return "reactive-" + file + ".ts";
        }

        String dataFile() {
            return "types/" + file + "-data.ts";
        }

        private List<String> claims() {
            return List.of(modelFile(), reactiveFile(), dataFile(), model(), reactive(), data(), create(), update());
        }
    }

    /** Takes names that were given before. */
    ModelNames(Map<String, ModelName> given) {
        names.putAll(given);
    }

    ModelNames(DatabaseSchema schema) {
        Set<String> taken = new HashSet<>(Set.of("index.ts", "runtime.ts"));
        RUNTIME_EXPORTS.forEach(export -> taken.add(export.toLowerCase(Locale.ROOT)));
        for (Table table : schema.tables()) {
            names.put(table.name(), claim(Words.of(table.name()), taken));
        }
    }

    /** {@return what a table of the schema is called} */
    ModelName of(String table) {
        ModelName name = names.get(table);
        if (name == null) {
            throw new IllegalStateException("table %s has no name: it is not in the schema".formatted(table));
        }
        return name;
    }

    private static ModelName claim(Words words, Set<String> taken) {
        String stem = Character.isLetter(words.pascal().codePointAt(0)) ? words.pascal() : "Table" + words.pascal();
        for (int number = 1; ; number++) {
            String suffix = number == 1 ? "" : String.valueOf(number);
            String file = number == 1 ? words.kebab() : words.kebab() + "-" + suffix;
            ModelName name = new ModelName(file, stem + suffix);
            List<String> claims = name.claims().stream()
                    .map(claim -> claim.toLowerCase(Locale.ROOT))
                    .toList();
            if (!DEVICE.matcher(file).matches() && claims.stream().noneMatch(taken::contains)) {
                taken.addAll(claims);
                return name;
            }
        }
    }
}
