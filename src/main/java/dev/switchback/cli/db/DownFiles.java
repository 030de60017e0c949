package dev.switchback.cli.db;

import dev.switchback.cli.db.text.ScriptsText;
import dev.switchback.cli.shell.FileName;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.sql.files.NewFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder whose downs are made, and where each is written: beside its up. */
final class DownFiles {

    private static final String UP = "up.sql";

    private final MigrationFolder folder;
    private final boolean overwrites;

    private DownFiles(MigrationFolder folder, boolean overwrites) {
        this.folder = folder;
        this.overwrites = overwrites;
    }

    static DownFiles in(Path folder, Dialect dialect, boolean overwrites) {
        return new DownFiles(MigrationFolder.examine(folder, dialect), overwrites);
    }

    /** {@return the folder of an up script, empty if it is not one that was named, but a version} */
    static Optional<Path> folderOf(String named) {
        if (!named.endsWith(".sql") && !named.contains("/") && !named.contains("\\")) {
            return Optional.empty();
        }
        String rule = "a version, or a file that is there and ends in up.sql";
        Path file = FileName.of("VERSION|FILE", named, rule);
        InvalidValueException.unless(
                file.toString().endsWith(UP) && Files.isRegularFile(file), "VERSION|FILE", rule, named);
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        return Optional.of(file.endsWith(UP) ? folder.resolve("..").normalize() : folder);
    }

    ScriptsText scripts() {
        return new ScriptsText(folder);
    }

    Path folder() {
        return folder.path();
    }

    /** {@return the migrations without a file of a down; one that cannot be read is there all the same} */
    List<MigrationFile> missing() {
        return folder.migrations().stream()
                .filter(file -> file.down().isEmpty())
                .filter(file -> !Files.exists(down(file), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    /**
     * Returns the migration that was named by its version, its title or its file.
     *
     * @throws InvalidValueException if there is none
     */
    MigrationFile find(String named) {
        String file = folderOf(named)
                .map(parent -> parent.relativize(Path.of(named).toAbsolutePath().normalize())
                        .toString()
                        .replace('\\', '/'))
                .orElse("");
        return folder.migrations().stream()
                .filter(one -> named.equals(one.version().text())
                        || named.equals(one.shown())
                        || file.equals(one.up().file()))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of("VERSION|FILE", rule(), named));
    }

    private String rule() {
        List<String> known =
                folder.migrations().stream().map(MigrationFile::shown).toList();
        return folder.problems().isEmpty()
                ? "one of %s".formatted(known)
                : "one of %s; of others: %s".formatted(known, folder.problems());
    }

    /** {@return where the down of a migration is, or is to be} */
    Path down(MigrationFile file) {
        String up = file.up().file();
        return folder.path().resolve("%sdown.sql".formatted(up.substring(0, up.length() - UP.length())));
    }

    /**
     * Returns if each of them may be written, before the work of making them.
     *
     * @throws Refusal if a file is there, and must not be overwritten
     */
    void requireRoom(List<MigrationFile> wanted) {
        List<String> there = wanted.stream()
                .map(this::down)
                .filter(file -> !overwrites && Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .map(file -> "%s is there already, and only --force overwrites it".formatted(SafeText.of(file)))
                .toList();
        if (!there.isEmpty()) {
            throw Refusal.guarded("writing the down", there);
        }
    }

    /** {@return the file, after it was written as a whole} */
    Path write(MigrationFile file, String sql) {
        Path down = down(file);
        if (overwrites) {
            NewFile.replace(down, sql);
        } else {
            NewFile.write(down, sql);
        }
        return down;
    }
}
