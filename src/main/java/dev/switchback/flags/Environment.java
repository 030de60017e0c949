package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.MigrationName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables {@code MIGRATION_...} of one process, read once and strictly: all of them are good, or none is used.
 *
 * <p>For the migration {@code active-models}, {@code MIGRATION_ACTIVE_MODELS_NEW_PIPELINE_PCT} goes before
 * {@code MIGRATION_NEW_PIPELINE_PCT}, and so for every variable. An empty variable is unset. What is set here wins over
 * what is stored until the process ends, a stored override to legacy and a recorded rollback apart.
 */
public final class Environment {

    static final String PREFIX = "MIGRATION_";
    private static final String DATABASE = "DATABASE_URL";
    private static final String DIRECTORY = "STATE_DIR";
    private static final String OPERATOR = "OPERATOR";
    private static final Path DEFAULT_DIRECTORY = Path.of("state");

    private final Map<Setting, Given> given;
    private final Optional<DatabaseUrl> database;
    private final Path stateDirectory;
    private final List<String> unknown;

    private Environment(
            Map<Setting, Given> given, Optional<DatabaseUrl> database, Path stateDirectory, List<String> unknown) {
        this.given = Collections.unmodifiableMap(given);
        this.database = database;
        this.stateDirectory = stateDirectory;
        this.unknown = List.copyOf(unknown);
    }

    /** {@return an environment in which nothing is set} */
    public static Environment none() {
        return new Environment(new EnumMap<>(Setting.class), Optional.empty(), DEFAULT_DIRECTORY, List.of());
    }

    /**
     * Reads the variables for one migration.
     *
     * @param variables those of the process: {@code System.getenv()}
     * @throws InvalidValueException for the first bad value; it names the variable, the value and the rule
     */
    public static Environment read(Map<String, String> variables, String migration) {
        String own = PREFIX
                + MigrationName.checked(migration).toUpperCase(Locale.ROOT).replace('-', '_') + "_";
        Map<Setting, Given> given = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            setting.suffix()
                    .flatMap(suffix -> find(variables, own, suffix))
                    .ifPresent(found -> given.put(
                            setting, new Given(found.getKey(), setting.read(found.getKey(), found.getValue()))));
        }
        return new Environment(given, database(variables, own), directory(variables, own), unknown(variables));
    }

    /**
     * Reads where the state is, and ignores the rest: for commands that speak to other processes, whose settings the
     * variables of the operator's own shell say nothing about.
     *
     * @throws InvalidValueException if the database's is no URL of one, or the directory is not a path
     */
    public static Environment ofState(Map<String, String> variables) {
        return new Environment(
                new EnumMap<>(Setting.class), database(variables, PREFIX), directory(variables, PREFIX), List.of());
    }

    /** {@return the database of the state, which goes before the directory; empty for none} */
    public Optional<DatabaseUrl> database() {
        return database;
    }

    /** {@return the directory of the state, {@code state} by default} */
    public Path stateDirectory() {
        return stateDirectory;
    }

    /** {@return the variable that sets a setting, empty if none does} */
    public Optional<String> variable(Setting setting) {
        return Optional.ofNullable(given.get(setting)).map(Given::variable);
    }

    /** {@return the variables that begin with {@code MIGRATION_} and mean nothing: most often, misspelt} */
    public List<String> unknownVariables() {
        return unknown;
    }

    /** {@return the stored settings with those of the environment over them} */
    Settings over(Settings stored) {
        Settings merged = stored;
        for (Given one : given.values()) {
            merged = one.edit().apply(merged);
        }
        return merged;
    }

    private static Optional<Map.Entry<String, String>> find(Map<String, String> variables, String own, String suffix) {
        for (String name : List.of(own + suffix, PREFIX + suffix)) {
            String text = variables.get(name);
            if (text != null && !text.isEmpty()) {
                return Optional.of(Map.entry(name, text));
            }
        }
        return Optional.empty();
    }

    private static Optional<DatabaseUrl> database(Map<String, String> variables, String own) {
        return find(variables, own, DATABASE).map(found -> new DatabaseUrl(found.getKey(), found.getValue()));
    }

    private static Path directory(Map<String, String> variables, String own) {
        return find(variables, own, DIRECTORY)
                .map(found -> path(found.getKey(), found.getValue()))
                .orElse(DEFAULT_DIRECTORY);
    }

    private static Path path(String variable, String text) {
        String rule = "a directory";
        InvalidValueException.unless(
                !text.isBlank() && text.codePoints().noneMatch(Character::isISOControl), variable, rule, text);
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw InvalidValueException.of(variable, rule, text, malformed);
        }
    }

    /** Those that end in no known suffix; one that does may be meant for another migration. */
    private static List<String> unknown(Map<String, String> variables) {
        return new TreeMap<>(variables)
                .keySet().stream()
                        .filter(name -> name.startsWith(PREFIX) && !isKnown(name.substring(PREFIX.length())))
                        .toList();
    }

    private static boolean isKnown(String rest) {
        return rest.equals(OPERATOR)
                || endsIn(rest, DATABASE)
                || endsIn(rest, DIRECTORY)
                || Arrays.stream(Setting.values())
                        .anyMatch(setting -> setting.suffix()
                                .filter(suffix -> endsIn(rest, suffix))
                                .isPresent());
    }

    private static boolean endsIn(String rest, String suffix) {
        return rest.equals(suffix) || rest.endsWith("_" + suffix);
    }

    /** A variable that is set, and what it does to settings. */
    private record Given(String variable, UnaryOperator<Settings> edit) {}

    /**
     * Where a database is, {@code jdbc:postgresql://host:port/database?user=...}, and who said so.
     *
     * <p>It may hold a password: neither its text nor a message about a bad one shows more than which kind of URL it is.
     *
     * @param input what it is called in a message: a variable, an option or a parameter
     * @param url the whole URL
     */
    public record DatabaseUrl(String input, String url) {

        private static final String KIND = "jdbc:postgresql:";
        private static final String RULE = "a JDBC URL of PostgreSQL: jdbc:postgresql://host:port/database";
        private static final Pattern ANY_KIND = Pattern.compile("jdbc:[a-z0-9]{1,32}:");

        /** Checks that it is one of PostgreSQL, and spelled out. */
        public DatabaseUrl {
            InvalidValueException.unless(url != null, input, RULE, null);
            boolean fits = url.length() > KIND.length()
                    && url.startsWith(KIND)
                    && !url.endsWith("?...") // as it is shown, which is not enough to connect
                    && url.codePoints().noneMatch(DatabaseUrl::isForeign);
            InvalidValueException.unless(fits, input, RULE, shown(url));
        }

        private static boolean isForeign(int point) {
            return Character.isISOControl(point) || Character.isWhitespace(point);
        }

        private static String shown(String url) {
            Matcher kind = ANY_KIND.matcher(url);
            if (kind.lookingAt()) {
                return kind.group() + "...";
            }
            return url.isEmpty() ? "" : "a text of %d characters".formatted(url.length());
        }

        @Override
        public String toString() {
            return "%s=%s...".formatted(input, KIND);
        }
    }
}
