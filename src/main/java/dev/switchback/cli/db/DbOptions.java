package dev.switchback.cli.db;

import dev.switchback.cli.db.text.ScriptsText;
import dev.switchback.cli.shell.FileName;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.event.EventBus;
import dev.switchback.jdbc.SchemaUrl;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.model.Checkout;
import dev.switchback.schema.model.SchemaSettings;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.schema.track.TrackingTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command about database migrations, and what they lead to. */
final class DbOptions {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    @Option(
            names = "--url",
            paramLabel = "JDBC_URL",
            description =
                    "The database, jdbc:postgresql:, jdbc:sqlite: or jdbc:h2:; by default that of MIGRATION_DB_URL,"
                            + " where a password is safer.")
    private @Nullable String url;

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "The directory of the scripts; by default that of MIGRATION_DB_FOLDER, else migrations.")
    private @Nullable String folder;

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description =
                    "What the scripts are written in where no database is named: postgresql (default), sqlite or h2.")
    private @Nullable String dialect;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "A schema of the database, one tenant's for instance; may be given several times.")
    private List<String> schemas = new ArrayList<>();

    @Option(names = "--schemas", paramLabel = "A,B", split = ",", description = "Several schemas at once.")
    private List<String> moreSchemas = new ArrayList<>();

    @Option(names = "--all-schemas", description = "Every schema of the database that tracks migrations.")
    private boolean allSchemas;

    @Option(
            names = "--tracking-table",
            paramLabel = "NAME",
            defaultValue = TrackingTable.NAME,
            description = "The table that tracks migrations; schema_migrations by default.")
    private String table = TrackingTable.NAME;

    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait for another process that changes the schema, 0s to 1h, 30s by default.")
    private String lockTimeout = "30s";

    /** {@return the directory of the scripts} */
    Path folder(Shell shell) {
        String named = folder == null
                ? shell.terminal().variables().getOrDefault("MIGRATION_DB_FOLDER", "migrations")
                : folder;
        return FileName.of("--migrations", named, "a directory");
    }

    /** {@return the table that tracks migrations} */
    String table() {
        return table;
    }

    /** {@return whether a database is named} */
    boolean hasDatabase(Shell shell) {
        return url != null
                || !shell.terminal()
                        .variables()
                        .getOrDefault("MIGRATION_DB_URL", "")
                        .isEmpty();
    }

    /** {@return whether any schema is named} */
    boolean namesSchemas() {
        return allSchemas || !schemas.isEmpty() || !moreSchemas.isEmpty();
    }

    /** {@return what the scripts are written in} */
    Dialect dialect(Shell shell) {
        if (hasDatabase(shell)) {
            InvalidValueException.unless(dialect == null, "--dialect", "given without a database", dialect);
            return ofUrl(source(shell).url());
        }
        String named = dialect == null ? "postgresql" : dialect;
        return Arrays.stream(Dialect.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(named))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of("--dialect", "postgresql, sqlite or h2", dialect));
    }

    /** {@return the scripts, and what is wrong with them} */
    ScriptsText scripts(Shell shell) {
        return new ScriptsText(MigrationFolder.examine(folder(shell), dialect(shell)));
    }

    private static Dialect ofUrl(String named) {
        return named.startsWith("jdbc:sqlite:")
                ? Dialect.SQLITE
                : named.startsWith("jdbc:h2:") ? Dialect.H2 : Dialect.POSTGRESQL;
    }

    private SchemaUrl source(Shell shell) {
        if (url != null) {
            return SchemaUrl.of("--url", url);
        }
        String set = shell.terminal().variables().getOrDefault("MIGRATION_DB_URL", "");
        InvalidValueException.unless(!set.isEmpty(), "--url", "given, or MIGRATION_DB_URL set", "missing");
        return SchemaUrl.of("MIGRATION_DB_URL", set);
    }

    /** {@return the migrations of each schema that was named, of the connection's own if none was} */
    EachSchema each(Shell shell, EventBus events) {
        return new EachSchema(shell, all(shell, folder(shell), events, true));
    }

    /** {@return likewise, telling nobody} */
    EachSchema each(Shell shell) {
        return each(shell, new EventBus(Runnable::run));
    }

    /** {@return likewise, of a database that the command may make: SQLite and H2 do so by connecting} */
    EachSchema eachToCome(Shell shell) {
        return new EachSchema(shell, all(shell, folder(shell), new EventBus(Runnable::run), false));
    }

    /** {@return the migrations of each schema that tracks any, none where no schema does} */
    EachSchema eachTracked(Shell shell) {
        SchemaMigrations own =
                all(shell, folder(shell), new EventBus(Runnable::run), true).get(0);
        return new EachSchema(shell, own.schemas().stream().map(own::in).toList());
    }

    /** {@return the migrations in a folder of the only schema} */
    SchemaMigrations one(Shell shell, Path scripts) {
        requireOne();
        return all(shell, scripts, new EventBus(Runnable::run), true).get(0);
    }

    /** Returns if no more than one schema is named. */
    void requireOne() {
        boolean several = allSchemas || schemas.size() + moreSchemas.size() > 1;
        InvalidValueException.unless(
                !several, "--schema", "given once for this command, whose files are the same for all", "several");
    }

    private List<SchemaMigrations> all(Shell shell, Path scripts, EventBus events, boolean there) {
        SchemaUrl source = source(shell);
        InvalidValueException.unless(dialect == null, "--dialect", "given without a database", dialect);
        SchemaSettings settings = SchemaSettings.of(Checkout.of(scripts))
                .table(table)
                .lockTimeout(time())
                .clock(shell.terminal().clock());
        if (there && source.isAbsentFile()) {
            throw Refusal.notFound(
                    "there is no database %s yet: only `db up` and `db baseline` make one".formatted(source.shown()));
        }
        try {
            SchemaTarget target = SchemaTarget.ofUrl(source.shown(), source.url(), source.settings());
            SchemaMigrations own = new SchemaMigrations(target, scripts, settings, events);
            List<SchemaMigrations> each = named(own).stream().map(own::in).toList();
            return each.isEmpty() ? List.of(own) : each;
        } catch (SQLException away) {
            throw Refusal.unreachable(
                    "the database cannot be reached: %s (%s)".formatted(source.said(away), source.shown()), List.of());
        }
    }

    private List<String> named(SchemaMigrations own) {
        List<String> tracked = allSchemas ? own.schemas() : List.of();
        InvalidValueException.unless(
                !allSchemas || !tracked.isEmpty(),
                "--all-schemas",
                "given where schemas track migrations",
                "none does");
        return Stream.of(schemas, moreSchemas, tracked)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private Duration time() {
        Duration time = lockTimeout.equals("0s") ? Duration.ZERO : TimeText.span("--lock-timeout", lockTimeout);
        InvalidValueException.unless(time.compareTo(LONGEST_WAIT) <= 0, "--lock-timeout", "from 0s to 1h", lockTimeout);
        return time;
    }
}
