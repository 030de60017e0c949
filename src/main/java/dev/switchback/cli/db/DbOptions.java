package dev.switchback.cli.db;

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
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.schema.track.TrackingTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command about database migrations, and what they lead to. */
final class DbOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The database, as a JDBC URL; by default that of MIGRATION_DB_URL, where a password is safer.")
    private @Nullable String url;

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "The directory of the scripts; by default that of MIGRATION_DB_FOLDER, else migrations.")
    private @Nullable String folder;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "A schema of the database; may be given several times.")
    private List<String> schemas = new ArrayList<>();

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
            description = "How long to wait for another process that changes the schema, 30s by default.")
    private String lockTimeout = "30s";

    /** {@return the directory of the scripts} */
    Path folder(Shell shell) {
        String named = folder == null
                ? shell.terminal().variables().getOrDefault("MIGRATION_DB_FOLDER", "migrations")
                : folder;
        return FileName.of("--migrations", named, "a directory");
    }

    /** {@return whether a database is named} */
    boolean hasDatabase(Shell shell) {
        return url != null || shell.terminal().variables().containsKey("MIGRATION_DB_URL");
    }

    /** {@return what the scripts are written in} */
    Dialect dialect(Shell shell) {
        if (!hasDatabase(shell)) {
            return Dialect.POSTGRESQL;
        }
        String named = source(shell).url();
        return named.startsWith("jdbc:sqlite:")
                ? Dialect.SQLITE
                : named.startsWith("jdbc:h2:") ? Dialect.H2 : Dialect.POSTGRESQL;
    }

    private SchemaUrl source(Shell shell) {
        Map<String, String> variables = shell.terminal().variables();
        if (url != null) {
            return SchemaUrl.of("--url", url);
        }
        String set = variables.getOrDefault("MIGRATION_DB_URL", "");
        InvalidValueException.unless(!set.isEmpty(), "--url", "given, or MIGRATION_DB_URL set", "missing");
        return SchemaUrl.of("MIGRATION_DB_URL", set);
    }

    /**
     * Returns the migrations of each schema that was named, of the connection's own if none was.
     *
     * @param events who is told of rollbacks
     * @throws Refusal if the database cannot be reached
     */
    List<SchemaMigrations> each(Shell shell, EventBus events) {
        SchemaUrl source = source(shell);
        Path scripts = folder(shell);
        SchemaSettings settings = SchemaSettings.of(Checkout.of(scripts))
                .table(table)
                .lockTimeout(time())
                .clock(shell.terminal().clock());
        try {
            SchemaTarget target = SchemaTarget.ofUrl(source.shown(), source.url(), source.settings());
            SchemaMigrations all = new SchemaMigrations(target, scripts, settings, events);
            return schemas.isEmpty()
                    ? List.of(all)
                    : schemas.stream().map(all::in).toList();
        } catch (SQLException away) {
            throw Refusal.unreachable(
                    "the database cannot be reached: %s (%s)".formatted(away.getMessage(), source.shown()), List.of());
        }
    }

    /** {@return the migrations of the only schema} */
    SchemaMigrations one(Shell shell) {
        InvalidValueException.unless(schemas.size() <= 1, "--schema", "given once for this command", schemas);
        return each(shell, new EventBus(Runnable::run)).get(0);
    }

    private Duration time() {
        return lockTimeout.equals("0s") ? Duration.ZERO : TimeText.span("--lock-timeout", lockTimeout);
    }
}
