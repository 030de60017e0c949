package dev.switchback.state.transfer;

import dev.switchback.journal.Problem;
import dev.switchback.pipeline.MigrationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** State could not be written out or taken in; neither store was changed, unless the message says so. */
public final class TransferException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private TransferException(String message) {
        super(message);
    }

    private TransferException(String message, Throwable cause) {
        super(message, cause);
    }

    /** {@return the exception for a file that is no export, or not a whole one} */
    static TransferException damaged(String file, String why) {
        return new TransferException(
                "cannot import state: %s (file=%s). Nothing was changed; export it again".formatted(why, file));
    }

    /** {@return the exception for a line that is no record} */
    static TransferException badLine(String file, long line, Throwable cause) {
        return new TransferException(
                "cannot import state: line %d is not a record of the history (file=%s). Nothing was changed; export it again"
                        .formatted(line, file),
                cause);
    }

    /** {@return the exception for a file that cannot be read} */
    static TransferException unreadable(String file, Throwable cause) {
        return new TransferException(
                "cannot import state: the file cannot be read: %s (file=%s). Nothing was changed"
                        .formatted(cause.getMessage(), file),
                cause);
    }

    /** {@return the exception for a directory that is not free} */
    static TransferException notEmpty(Path directory) {
        return new TransferException(
                "cannot import state: the directory is not empty (directory=%s). Nothing was changed; name one that does not exist"
                        .formatted(directory));
    }

    /** {@return the exception for a directory that could not be filled} */
    static TransferException notFilled(Path directory, Throwable cause) {
        return new TransferException(
                "cannot import state: the directory could not be made: %s (directory=%s). Nothing was changed"
                        .formatted(cause, directory),
                cause);
    }

    /** {@return the exception for a store that does not hold what was taken in} */
    static TransferException notWhole(String where, List<Problem> problems) {
        String first = problems.isEmpty()
                ? "a migration has another generation"
                : problems.get(0).what();
        return new TransferException(
                "cannot trust what was imported: %s (store=%s, problems=%d). Keep to the store that it came from"
                        .formatted(first, where, problems.size()));
    }

    /** {@return the exception for an export that could not be written} */
    static TransferException notWritten(String where, IOException cause) {
        return new TransferException(
                "cannot export state: %s (to=%s). The store was not changed".formatted(cause, where), cause);
    }
}
