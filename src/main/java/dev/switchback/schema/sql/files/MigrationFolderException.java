package dev.switchback.schema.sql.files;

import dev.switchback.pipeline.MigrationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A folder of migrations cannot be used, or a file could not be added to it; nothing was run or changed. */
public final class MigrationFolderException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final transient List<FolderProblem> problems;

    private MigrationFolderException(String message, List<FolderProblem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    private MigrationFolderException(String message, List<FolderProblem> problems, IOException cause) {
        super(message, cause);
        this.problems = List.copyOf(problems);
    }

    /** {@return the exception for a folder with problems} */
    static MigrationFolderException unusable(Path folder, List<FolderProblem> problems) {
        boolean several = problems.size() > 1;
        String what = several ? "%d problems".formatted(problems.size()) : String.valueOf(problems.get(0));
        String list = problems.stream().map("\n  %s"::formatted).collect(Collectors.joining());
        return new MigrationFolderException(
                "cannot use migrations: %s (folder=%s). Nothing was run%s".formatted(what, folder, several ? list : ""),
                problems);
    }

    /** {@return the exception for a file that would be overwritten} */
    static MigrationFolderException exists(Path file) {
        return new MigrationFolderException(
                "cannot write migration: the file is there already (file=%s). It was left as it is".formatted(file),
                List.of(problem(file, "it is there already")));
    }

    /** {@return the exception for a file that the system does not let us write} */
    static MigrationFolderException notWritten(Path file, IOException cause) {
        return new MigrationFolderException(
                "cannot write migration: %s (file=%s). Nothing was left of it"
                        .formatted(cause.getClass().getSimpleName(), file),
                List.of(problem(file, "it cannot be written")),
                cause);
    }

    private static FolderProblem problem(Path file, String why) {
        return new FolderProblem(String.valueOf(file.getFileName()), 0, why, Optional.empty());
    }

    /** {@return all that is wrong, in the order of the files} */
    public List<FolderProblem> problems() {
        return problems;
    }
}
