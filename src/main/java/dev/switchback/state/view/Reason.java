package dev.switchback.state.view;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why the file system refused something, in words: the exceptions of Java often hold nothing but the path. */
public final class Reason {

    private Reason() {}

    public static String of(IOException failed) {
        if (failed instanceof AccessDeniedException denied) {
            return "access denied to " + denied.getFile();
        }
        if (failed instanceof NoSuchFileException absent) {
            return "%s is not there".formatted(absent.getFile());
        }
        if (failed instanceof FileAlreadyExistsException there) {
            return "%s is in the way".formatted(there.getFile());
        }
        if (failed instanceof FileSystemException other && other.getReason() != null) {
            return "%s (file=%s)".formatted(other.getReason(), other.getFile());
        }
        return Objects.requireNonNullElse(failed.getMessage(), failed.getClass().getSimpleName());
    }
}
