package dev.switchback.canary.tree;

import dev.switchback.pipeline.MigrationException;
import java.nio.file.Path;

/** A set of files that cannot be read or committed as it is. */
public final class StagingException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final String path;

    private StagingException(String message, Path path) {
        super(message);
        this.path = path.toString();
    }

    static StagingException notAFile(Path path) {
        return new StagingException(
                "cannot take files in: neither a file nor a directory (path=%s). Nothing was changed".formatted(path),
                path);
    }

    static StagingException tooMany(Path directory, int limit) {
        return new StagingException(
                "cannot take files in: more than %d (directory=%s). Nothing was changed".formatted(limit, directory),
                directory);
    }

    static StagingException obstructed(Path path) {
        return new StagingException(
                "cannot commit files: something else is in the way (path=%s). The target is as it was".formatted(path),
                path);
    }

    static StagingException committing(Path target) {
        return new StagingException(
                "cannot commit files: another staging area of this process is committing (target=%s). "
                        .concat("Use one staging area for each target")
                        .formatted(target),
                target);
    }

    /** {@return the path that is the reason} */
    public String path() {
        return path;
    }
}
