package dev.switchback.schema.sql.files;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.files.FileName.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first text of a new migration, up and down: a table that belongs to tenants, kept apart by row level security
 * where the database has it, and its index.
 *
 * <p>Writing adds both files or none, and never overwrites.
 */
public final class MigrationTemplates {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");

    private static final String FRAME = """
            -- {file}
            -- Description: {description}
            -- Author: {author}
            -- Created: {created}

            BEGIN;

            {body}
            COMMIT;
            """;

    private static final String NOTHING_YET = "-- statements here\n";

    private static final String UP_BODY = """
            -- Create table
            CREATE TABLE IF NOT EXISTS {table} (
                id {uuid} {key},
                tenant_id {uuid} NOT NULL REFERENCES tenants(id),
                -- columns here
                created_at {time} NOT NULL DEFAULT {now},
                updated_at {time} NOT NULL DEFAULT {now},
                deleted_at {time}
            );

            {security}-- Create indexes
            CREATE INDEX {index} ON {indexed}(tenant_id);
            """;

    private static final String SECURITY_ON = """
            -- Enable RLS
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;

            -- Create policies
            CREATE POLICY tenant_isolation ON {table}
                USING (tenant_id = current_setting('app.tenant_id')::UUID);

            """;

    private static final String DOWN_BODY = """
            -- Drop indexes
            DROP INDEX IF EXISTS {placed-index};

            {security}-- Drop table
            DROP TABLE IF EXISTS {table}{cascade};
            """;

    private static final String SECURITY_OFF = """
            -- Drop policies
            DROP POLICY IF EXISTS tenant_isolation ON {table};

            -- Disable RLS (optional, table will be dropped anyway)
            ALTER TABLE IF EXISTS {table} DISABLE ROW LEVEL SECURITY;

            """;

    private final Dialect dialect;

    private MigrationTemplates(Dialect dialect) {
        this.dialect = dialect;
    }

    /** {@return the templates for a database} */
    public static MigrationTemplates of(Dialect dialect) {
        return new MigrationTemplates(dialect);
    }

    /** {@return the text of the up} */
    public String up(NewMigration migration) {
        return text(migration, Part.UP, migration.description(), UP_BODY.replace("{security}", security(SECURITY_ON)));
    }

    /** {@return the text of the down} */
    public String down(NewMigration migration) {
        String body = DOWN_BODY.replace("{security}", security(SECURITY_OFF));
        return text(migration, Part.DOWN, "Rollback " + migration.description(), body);
    }

    /**
     * Writes both files into a folder, which is made if it is missing.
     *
     * <p>The down is written first: an up is never seen without it.
     *
     * @return the up, then the down
     * @throws MigrationFolderException if one of them is there already or cannot be written ; neither is added
     */
    public List<Path> write(Path folder, NewMigration migration) {
        Path up = folder.resolve(FileName.of(migration.version(), migration.name(), Part.UP));
        Path down = folder.resolve(FileName.of(migration.version(), migration.name(), Part.DOWN));
        if (Files.exists(up)) {
            throw MigrationFolderException.exists(up);
        }
        NewFile.write(down, down(migration));
        try {
            NewFile.write(up, up(migration));
        } catch (MigrationFolderException failed) {
            NewFile.remove(down, failed);
            throw failed;
        }
        return List.of(up, down);
    }

    private String security(String text) {
        return dialect == Dialect.POSTGRESQL ? text : "";
    }

    private String text(NewMigration migration, Part part, String description, String body) {
        TableName table = migration.table();
        Map<String, String> values = new HashMap<>(table == null ? Map.of() : names(table));
        values.putAll(types());
        values.put("file", FileName.of(migration.version(), migration.name(), part));
        values.put("description", description);
        values.put("author", migration.author());
        values.put("created", migration.created().toString());
        String template = FRAME.replace("{body}", table == null ? NOTHING_YET : body);
        // in one pass, so that what a value holds is never taken for another place to fill
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(requireValue(values, place)));
    }

    private static String requireValue(Map<String, String> values, MatchResult place) {
        return Objects.requireNonNull(values.get(place.group(1)), place.group());
    }

    private Map<String, String> names(TableName table) {
        String index = table.within("idx_", "_tenant");
        boolean inTable = dialect != Dialect.SQLITE; // where the index is in the schema of its table by itself
        return Map.of(
                "table",
                table.sql(),
                "index",
                inTable ? TableName.quoted(index) : table.beside(index),
                "indexed",
                inTable ? table.sql() : TableName.quoted(table.name()),
                "placed-index",
                table.beside(index));
    }

    private Map<String, String> types() {
        return switch (dialect) {
            case POSTGRESQL -> types("UUID", "PRIMARY KEY DEFAULT gen_random_uuid()", "TIMESTAMPTZ", "NOW()");
            case SQLITE -> types("TEXT", "PRIMARY KEY", "TEXT", "CURRENT_TIMESTAMP");
            case H2 ->
                types("UUID", "DEFAULT RANDOM_UUID() PRIMARY KEY", "TIMESTAMP WITH TIME ZONE", "CURRENT_TIMESTAMP");
        };
    }

    private Map<String, String> types(String id, String key, String time, String now) {
        String cascade = dialect == Dialect.SQLITE ? "" : " CASCADE";
        return Map.of("uuid", id, "key", key, "time", time, "now", now, "cascade", cascade);
    }
}
