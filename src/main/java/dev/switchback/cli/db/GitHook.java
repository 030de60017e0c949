package dev.switchback.cli.db;

import dev.switchback.cli.shell.Refusal;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The block of git's {@code post-checkout} hook that names phantom migrations, between two marks. It is the first thing
 * of the hook, since others may end it; and bytes that are there are kept, whatever they are in.
 */
final class GitHook {

    private static final String BEGIN = "# >>> switchback db: phantom migrations";
    private static final String END = "# <<< switchback db";
    private static final String SHEBANG = "#!/bin/sh\n";
    private static final Pattern SHELL = Pattern.compile("#!\\s*\\S*?(/env\\s+)?(ba|da|k|z|a)?sh(\\s.*)?");
    private static final Pattern OWN_HOOKS = Pattern.compile("(?im)^\\s*hooksPath\\s*=\\s*\"?([^\"\\r\\n]+?)\"?\\s*$");
    private static final int DEPTH = 64;

    private final Path file;
    private final String migrations;

    private GitHook(Path file, String migrations) {
        this.file = file;
        this.migrations = migrations;
    }

    /**
     * Finds the hook of the checkout that a folder is in.
     *
     * @throws InvalidValueException if it is in none
     */
    static GitHook of(Path migrations) throws IOException {
        Path folder = migrations.toAbsolutePath().normalize();
        Path at = folder;
        for (int up = 0; at != null && up < DEPTH; up++, at = at.getParent()) {
            Optional<Path> git = gitDirectory(at);
            if (git.isPresent()) {
                String inside = at.relativize(folder).toString().replace('\\', '/');
                return new GitHook(hooks(at, git.get()).resolve("post-checkout"), inside.isEmpty() ? "." : inside);
            }
        }
        throw InvalidValueException.of("--migrations", "a directory in a git checkout", migrations.toString());
    }

    /** A further working tree has a file that names its directory, and shares the hooks of the first. */
    private static Optional<Path> gitDirectory(Path at) throws IOException {
        Path git = at.resolve(".git");
        if (Files.isRegularFile(git)) {
            Path own = at.resolve(Files.readString(git).strip().replaceFirst("^gitdir: ", ""));
            Path shared = own.resolve("commondir");
            return Optional.of(
                    Files.exists(shared)
                            ? own.resolve(Files.readString(shared).strip()).normalize()
                            : own);
        }
        return Optional.of(git).filter(Files::isDirectory);
    }

    /** Where the repository says; what a user says for all repositories is not looked at. */
    private static Path hooks(Path checkout, Path git) throws IOException {
        Path config = git.resolve("config");
        Matcher own = OWN_HOOKS.matcher(Files.exists(config) ? read(config) : "");
        return own.find() ? checkout.resolve(own.group(1)) : git.resolve("hooks");
    }

    Path file() {
        return file;
    }

    /** Only after another commit was checked out, and not only files: the third argument is 1 then. */
    private String block() {
        String block = """
                %s
                if [ "$3" = 1 ] && [ "$1" != "$2" ] && [ -n "$MIGRATION_DB_URL" ]; then
                    "${SWITCHBACK:-switchback}" db status --phantoms --migrations '%s' 2>/dev/null || true
                fi
                %s
                """.formatted(BEGIN, migrations.replace("'", "'\\''"), END);
        return new String(block.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /**
     * Puts the block there, in place of an older one.
     *
     * @return whether anything was changed
     * @throws Refusal if the hook is not a script of a shell
     */
    boolean install() throws IOException {
        String there = text();
        String rest = without(there.isEmpty() ? SHEBANG : there);
        int line = rest.startsWith("#!") ? rest.indexOf('\n') + 1 : 0;
        String first = rest.substring(0, line).strip();
        if (!first.isEmpty() && !SHELL.matcher(first).matches()) {
            throw Refusal.guarded(
                    "installing the hook",
                    List.of("%s is there already, and is not a script of a shell".formatted(file)));
        }
        String begin = first.isEmpty() ? SHEBANG : rest.substring(0, line);
        return write(there, begin + block() + rest.substring(line));
    }

    /** {@return whether anything was changed} */
    boolean remove() throws IOException {
        String there = text();
        String left = without(there);
        if (left.equals(SHEBANG) && !there.equals(left)) {
            return Files.deleteIfExists(file);
        }
        return write(there, left);
    }

    private boolean write(String there, String wanted) throws IOException {
        if (there.equals(wanted)) {
            return false;
        }
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.writeString(file, wanted, StandardCharsets.ISO_8859_1);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> allowed = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            allowed.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(file, allowed);
        }
        return true;
    }

    private String text() throws IOException {
        return Files.exists(file) ? read(file) : "";
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static String without(String text) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            return text;
        }
        int after = text.indexOf('\n', end);
        return text.substring(0, begin) + (after < 0 ? "" : text.substring(after + 1));
    }
}
