package dev.switchback.schema.model;

import dev.switchback.schema.track.TrackedMigration.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From where migrations are run: the branch and the commit that are checked out, and who runs them. Read from the files
 * of git; no program is started.
 *
 * @param branch its name, {@code detached} on none, {@code unknown} outside of a checkout
 * @param commit in hexadecimal, {@code unknown} outside of a checkout or before the first one
 * @param by the user
 */
public record Checkout(String branch, String commit, String by) {

    private static final int DEPTH = 64;
    private static final String HEADS = "refs/heads/";

    /** {@return the checkout that a folder is in} */
    public static Checkout of(Path folder) {
        String user = System.getProperty("user.name", Origin.UNKNOWN);
        try {
            Path git = gitDirectory(folder.toAbsolutePath().normalize());
            return git == null ? new Checkout(Origin.UNKNOWN, Origin.UNKNOWN, user) : read(git, user);
        } catch (IOException | RuntimeException unreadable) { // it is only told, never decided by
            return new Checkout(Origin.UNKNOWN, Origin.UNKNOWN, user);
        }
    }

    private static @Nullable Path gitDirectory(Path folder) throws IOException {
        Path at = folder;
        for (int up = 0; at != null && up < DEPTH; up++, at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.isDirectory(git)) {
                return git;
            }
            if (Files.isRegularFile(git)) { // a further working tree
                return at.resolve(Files.readString(git).strip().replaceFirst("^gitdir: ", ""));
            }
        }
        return null;
    }

    private static Checkout read(Path git, String user) throws IOException {
        String head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith("ref: ")) {
            return new Checkout("detached", head, user);
        }
        String ref = head.substring("ref: ".length());
        String branch = ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref;
        return new Checkout(branch, commit(git, ref).orElse(Origin.UNKNOWN), user);
    }

    private static Optional<String> commit(Path git, String ref) throws IOException {
        Path shared = git.resolve("commondir");
        List<Path> places = Files.exists(shared)
                ? List.of(git, git.resolve(Files.readString(shared).strip()))
                : List.of(git);
        for (Path place : places) {
            Path loose = place.resolve(ref);
            if (Files.isRegularFile(loose)) {
                return Optional.of(Files.readString(loose).strip());
            }
            Path packed = place.resolve("packed-refs");
            if (Files.isRegularFile(packed)) {
                for (String line : Files.readAllLines(packed)) {
                    if (line.endsWith(" " + ref)) {
                        return Optional.of(line.substring(0, line.indexOf(' ')));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
