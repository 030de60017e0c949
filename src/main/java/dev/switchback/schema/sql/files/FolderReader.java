package dev.switchback.schema.sql.files;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlScriptException;
import dev.switchback.schema.sql.files.FileName.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a folder of migrations once, and notes whatever is wrong instead of stopping at it. */
final class FolderReader {

    private final Path folder;
    private final Dialect dialect;
    private final List<FolderProblem> problems = new ArrayList<>();
    private final NavigableMap<MigrationVersion, List<Found>> found = new TreeMap<>();

    private record Found(FileName says, Path path, String shown) {}

    FolderReader(Path folder, Dialect dialect) {
        this.folder = folder;
        this.dialect = dialect;
    }

    MigrationFolder read() {
        for (Path entry : entries(folder, folder.toString(), null)) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry)) {
                lookInto(entry, name);
            } else if (FileName.isMeant(name)) {
                noteFile(entry, name);
            }
        }
        List<MigrationFile> migrations = new ArrayList<>();
        requireNumbersOfTheirOwn();
        found.forEach((version, files) -> migration(version, files).ifPresent(migrations::add));
        problems.sort(Comparator.comparing(FolderProblem::file));
        return new MigrationFolder(folder, migrations, problems);
    }

    private List<Path> entries(Path directory, String shown, @Nullable MigrationVersion version) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            wrong(shown, "it is not a directory that can be read", version);
            return List.of();
        }
    }

    private void noteFile(Path file, String name) {
        FileName says = FileName.parse(name).orElse(null);
        if (says == null) {
            wrong(name, "its name must be " + FileName.RULE, versionOf(name));
        } else {
            note(new Found(says, file, name));
        }
    }

    private void lookInto(Path directory, String name) {
        List<Path> scripts = entries(directory, name, versionOf(name)).stream()
                .filter(file -> lower(file).endsWith(".sql"))
                .toList();
        boolean any = false;
        for (Path script : scripts) {
            any |= noteInside(script, name);
        }
        if (!any && !scripts.isEmpty() && FileName.startsLikeVersion(name)) {
            wrong(name, "it holds SQL, but no up.sql", versionOf(name));
        }
    }

    /** Notes up.sql, down.sql or verify.sql of a directory. */
    private boolean noteInside(Path script, String directory) {
        String file = script.getFileName().toString();
        for (Part part : Part.values()) {
            if (lower(script).equals(part.ending())) {
                String shown = "%s/%s".formatted(directory, file);
                FileName says = FileName.parse(directory, part).orElse(null);
                if (says == null || !file.equals(part.ending())) {
                    wrong(shown, "its name must be " + FileName.RULE, versionOf(directory));
                } else {
                    note(new Found(says, script, shown));
                }
                return true;
            }
        }
        return false;
    }

    private static @Nullable MigrationVersion versionOf(String name) {
        return FileName.version(name).orElse(null);
    }

    private static String lower(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private void note(Found file) {
        found.computeIfAbsent(file.says().version(), version -> new ArrayList<>())
                .add(file);
    }

    /** All zeros aside: a tool for Rust writes two of those, told apart by how many they are. */
    private void requireNumbersOfTheirOwn() {
        @Nullable MigrationVersion before = null;
        for (MigrationVersion version : List.copyOf(found.keySet())) {
            if (before != null && version.hasNumbersOf(before) && !version.isZero()) {
                String why = "version %s is also written %s".formatted(version, before);
                wrong(shown(found.getOrDefault(version, List.of())), why, version);
                found.remove(version);
            } else {
                before = version;
            }
        }
    }

    private Optional<MigrationFile> migration(MigrationVersion version, List<Found> files) {
        Optional<Found> up = only(version, files, Part.UP);
        Optional<Found> down = only(version, files, Part.DOWN);
        Optional<Found> verify = only(version, files, Part.VERIFY);
        if (files.stream().noneMatch(file -> file.says().part() == Part.UP)) {
            wrong(shown(files), "version %s has no up".formatted(version), version);
        }
        Optional<SqlScript> downScript = down.flatMap(this::script);
        Optional<SqlScript> verifyScript = verify.flatMap(this::script);
        return up.flatMap(file -> script(file)
                .map(script -> new MigrationFile(
                        file.says().version(), file.says().name(), script, downScript, verifyScript)));
    }

    private Optional<Found> only(MigrationVersion version, List<Found> files, Part part) {
        List<Found> those =
                files.stream().filter(file -> file.says().part() == part).toList();
        if (those.size() > 1) {
            String why = "version %s has %d of %s".formatted(version, those.size(), part.ending());
            wrong(shown(those), why, version);
            return Optional.empty();
        }
        return those.stream().findFirst();
    }

    private static String shown(List<Found> files) {
        return files.stream().map(Found::shown).collect(Collectors.joining(" and "));
    }

    private Optional<SqlScript> script(Found file) {
        try {
            return Optional.of(SqlScript.read(file.shown(), file.path(), dialect));
        } catch (SqlScriptException e) {
            problems.add(new FolderProblem(
                    file.shown(), e.line(), e.why(), Optional.of(file.says().version())));
            return Optional.empty();
        }
    }

    private void wrong(String file, String why, @Nullable MigrationVersion version) {
        problems.add(new FolderProblem(file, 0, why, Optional.ofNullable(version)));
    }
}
