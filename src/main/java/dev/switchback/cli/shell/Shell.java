package dev.switchback.cli.shell;

import dev.switchback.flags.Environment;
import dev.switchback.flags.Environment.DatabaseUrl;
import dev.switchback.pipeline.InvalidValueException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code switchback} itself: the options that every command takes, and what follows from them. */
@Command(
        name = "switchback",
        sortOptions = false,
        header = {
            "Moves calls from a legacy pipeline to its replacement, and back at once.",
            "",
            "  switchback status                                   what is happening, and what to press",
            "  switchback rollback --reason \"wrong totals\"         everything to legacy, in every process",
            "  switchback percentage set 25 --reason \"week 3\"      a quarter of the keys to new",
            "  switchback generate --source shop.sql --dry-run     the main job, nothing written",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 ok or healthy, 1 error, 2 usage, 3 degraded, 4 critical, 5 refused or masked,",
            "6 conflict, 7 store unreachable or no live node, 8 not found. Data goes to stdout, messages to stderr."
        })
public final class Shell implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--migration",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "The migration; by default the only one in the store, else active-models.")
    private @Nullable String migration;

    @Option(
            names = "--state",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The directory of the state; by default that of MIGRATION_STATE_DIR, else state.")
    private @Nullable String state;

    @Option(
            names = "--database",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The database of the state, jdbc:postgresql://host/name?user=...; by default that of"
                    + " MIGRATION_DATABASE_URL, where a password is safer, or in ~/.pgpass: arguments can be seen."
                    + " For `ingest`, that of the queue.")
    private @Nullable String database;

    @Option(
            names = "--operator",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Who asks; by default MIGRATION_OPERATOR, else the user of the operating system.")
    private @Nullable String operator;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answers as JSON, on one line.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads the option itself
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    @SuppressWarnings("UnusedVariable") // likewise
    private boolean version;

    @Spec
    private @Nullable CommandSpec spec;

    /** Makes a shell that speaks to a terminal. */
    public Shell(Terminal terminal) {
        this.terminal = terminal;
    }

    /** {@return where commands write to} */
    public Terminal terminal() {
        return terminal;
    }

    /** {@return whether answers are JSON} */
    public boolean isJson() {
        return json;
    }

    /** {@return the migration that was named, empty if none was} */
    public Optional<String> migration() {
        return Optional.ofNullable(migration);
    }

    /** {@return the directory that was named, empty if none was} */
    public Optional<Path> stateDirectory() {
        return Optional.ofNullable(state).map(Shell::path);
    }

    /** {@return the directory of the state, where it is in no database} */
    public Path directory() {
        return stateDirectory()
                .orElseGet(() -> Environment.ofState(terminal.variables()).stateDirectory());
    }

    /**
     * Returns the database that was named, empty if none was.
     *
     * @throws InvalidValueException if a directory was named too
     */
    public Optional<DatabaseUrl> namedDatabase() {
        InvalidValueException.unless(
                state == null || database == null, "--database", "given without --state", "given with it");
        return otherDatabase().map(url -> new DatabaseUrl("--database", url));
    }

    /** {@return the URL that was named, not checked, where a command takes it for another than that of the state} */
    public Optional<String> otherDatabase() {
        return Optional.ofNullable(database);
    }

    /** {@return the database of the state where {@code --database} names another, empty if it is in a directory} */
    public Optional<DatabaseUrl> databaseApart() {
        return state == null ? Environment.ofState(terminal.variables()).database() : Optional.empty();
    }

    /** {@return the database of the state, empty if it is in a directory} */
    public Optional<DatabaseUrl> database() {
        return state == null
                ? namedDatabase()
                        .or(() -> Environment.ofState(terminal.variables()).database())
                : namedDatabase();
    }

    /** {@return who asks} */
    public String operator() {
        if (operator != null) {
            return operator;
        }
        String set = terminal.variables().getOrDefault("MIGRATION_OPERATOR", "");
        return set.isEmpty() ? System.getProperty("user.name", "unknown") : set;
    }

    /** {@return the present moment} */
    public Instant now() {
        return terminal.clock().instant();
    }

    /** Answers: the fields as JSON, or the lines. */
    public void answer(Fields fields, Collection<String> lines) {
        PrintWriter out = terminal.out();
        if (json) {
            out.println(JsonText.of(fields));
        } else {
            lines.forEach(out::println);
        }
        out.flush();
    }

    /** Says something beside the answer. */
    public void note(String line) {
        terminal.err().println(line);
        terminal.err().flush();
    }

    /**
     * Returns the command that undoes something, with the options that lead to the same place; of a URL nothing that
     * may be secret, so that {@code ...} is to be filled in.
     */
    public String command(String name, String words) {
        return SafeText.of("switchback %s --migration %s%s".formatted(words, name, where()));
    }

    private String where() {
        if (database != null) {
            return " --database '%s'".formatted(Secrets.hidden(database));
        }
        return state == null ? "" : " --state '%s'".formatted(state.replace("'", "'\\''"));
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(terminal.err());
        }
        return ExitCode.USAGE;
    }

    private static Path path(String text) {
        String rule = "a directory";
        InvalidValueException.unless(
                !text.isBlank() && text.codePoints().noneMatch(Character::isISOControl), "--state", rule, text);
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw InvalidValueException.of("--state", rule, text, malformed);
        }
    }
}
