package dev.switchback.schema.sql.files;

import dev.switchback.schema.sql.Dialect;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A folder of migrations: {@code <version>_<name>.up.sql}, {@code .down.sql} and {@code .verify.sql}, or directories
 * {@code <version>_<name>} that hold {@code up.sql}, {@code down.sql} and {@code verify.sql}.
 *
 * <p>A down belongs to the up of the same version. Links are followed to regular files. Other files are not looked at,
 * unless their name begins with a digit and ends in {@code .sql}: those are taken for misspelt.
 *
 * @param path where it is
 * @param migrations those that can be used, in the order of their versions
 * @param problems why others cannot
 */
public record MigrationFolder(Path path, List<MigrationFile> migrations, List<FolderProblem> problems) {

    /** Copies the lists. */
    public MigrationFolder {
        migrations = List.copyOf(migrations);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a folder that has to be right as a whole.
     *
     * @throws MigrationFolderException if anything in it is not, with all that is wrong
     */
    public static MigrationFolder read(Path path, Dialect dialect) {
        MigrationFolder folder = examine(path, dialect);
        if (!folder.problems().isEmpty()) {
            throw MigrationFolderException.unusable(path, folder.problems());
        }
        return folder;
    }

    /**
     * Reads a folder with whatever is wrong in it.
     *
     * <p>A version with a problem is in {@link #brokenVersions()}, and may be among the migrations too, without the
     * file that is wrong. It is not absent: nothing may be taken for a phantom because it could not be read.
     */
    public static MigrationFolder examine(Path path, Dialect dialect) {
        return new FolderReader(path, dialect).read();
    }

    /** {@return the migration of a version, however its numbers are written, if it can be used} */
    public Optional<MigrationFile> find(MigrationVersion version) {
        List<MigrationFile> alike = migrations.stream()
                .filter(migration -> migration.version().hasNumbersOf(version))
                .toList();
        return alike.size() == 1
                ? Optional.of(alike.get(0))
                : alike.stream()
                        .filter(migration -> migration.version().equals(version))
                        .findFirst();
    }

    /** {@return the versions that a file is wrong of} */
    public NavigableSet<MigrationVersion> brokenVersions() {
        NavigableSet<MigrationVersion> versions = new TreeSet<>();
        problems.forEach(problem -> problem.version().ifPresent(versions::add));
        return versions;
    }

    /**
     * Returns a version after all that are here, written as the last one is.
     *
     * <p>The first ever is the day and {@code 001}. Dates and times are in UTC.
     */
    public MigrationVersion nextVersion(Instant now) {
        NavigableSet<MigrationVersion> versions = brokenVersions();
        migrations.forEach(migration -> versions.add(migration.version()));
        return versions.isEmpty() ? NextVersion.first(now) : NextVersion.after(versions.last(), now);
    }
}
