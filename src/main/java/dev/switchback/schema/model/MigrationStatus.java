package dev.switchback.schema.model;

import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.track.TrackedMigration;
import java.util.Optional;

/**
 * One migration, as its files and the database together say.
 *
 * @param version its version
 * @param name what it is called
 * @param standing where it stands
 * @param row what the database knows of it, empty if it is pending
 * @param file its files, empty for a phantom
 * @param note what a person should know besides, a sentence; empty for nothing
 */
public record MigrationStatus(
        String version,
        String name,
        Standing standing,
        Optional<TrackedMigration> row,
        Optional<MigrationFile> file,
        String note) {

    /** {@return version and name} */
    public String title() {
        return name.isEmpty() ? version : "%s_%s".formatted(version, name);
    }

    /** {@return whether a rollback of phantoms takes it back: it is not what this checkout has} */
    public boolean isPhantom() {
        return standing == Standing.PHANTOM || standing == Standing.CHANGED;
    }
}
