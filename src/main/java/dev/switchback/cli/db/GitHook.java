package dev.switchback.cli.db;

import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The block of git's {@code post-checkout} hook that names phantom migrations, between two marks. */
final class GitHook {

    private static final String BEGIN = "# >>> switchback db: phantom migrations";
    private static final String END = "# <<< switchback db";
    private static final String SHEBANG = "#!/bin/sh\n";
    private static final int DEPTH = 64;

    private final Path file;
    private final Path migrations;

    private GitHook(Path file, Path migrations) {
        this.file = file;
        this.migrations = migrations;
    }

    /**
     * Finds the hook of the checkout that a folder is in.
     *
     * @throws InvalidValueException if it is in none
     */
    static GitHook of(Path migrations) {
        Path at = migrations.toAbsolutePath().normalize();
        for (int up = 0; at != null && up < DEPTH; up++, at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.isDirectory(git)) {
                return new GitHook(git.resolve("hooks").resolve("post-checkout"), migrations);
            }
        }
        throw InvalidValueException.of("--migrations", "a directory in a git checkout", migrations.toString());
    }

    Path file() {
        return file;
    }

    /** Only after another branch was checked out: the third argument is 1, and the commit is another. */
    private String block() {
        return """
                %s
                if [ "$3" = 1 ] && [ "$1" != "$2" ] && command -v switchback >/dev/null && [ -n "$MIGRATION_DB_URL" ]; then
                    switchback db status --migrations '%s' | grep '\uD83D\uDC7B' || true
                fi
                %s
                """.formatted(BEGIN, migrations.toString().replace("'", "'\\''"), END);
    }

    /** {@return whether anything was changed} */
    boolean install() throws IOException {
        String there = text();
        String wanted = without(there.isEmpty() ? SHEBANG : there) + block();
        return write(there, wanted);
    }

    /** {@return whether anything was changed} */
    boolean remove() throws IOException {
        String there = text();
        String left = without(there);
        if (left.equals(SHEBANG)) {
            return Files.deleteIfExists(file);
        }
        return write(there, left);
    }

    private boolean write(String there, String wanted) throws IOException {
        if (there.equals(wanted)) {
            return false;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, wanted);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> allowed = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            allowed.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(file, allowed);
        }
        return true;
    }

    private String text() throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static String without(String text) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        }
        int after = text.indexOf('\n', end);
        return text.substring(0, begin) + (after < 0 ? "" : text.substring(after + 1));
    }
}
