package dev.switchback.cli.db.text;

import dev.switchback.cli.shell.SafeText;
import dev.switchback.schema.sql.files.FolderProblem;
import dev.switchback.schema.sql.files.MigrationFolder;
import java.util.List;
import java.util.Optional;

/**
 * The scripts that a command finds, and what it says of those that cannot be used.
 *
 * @param folder as it was read
 */
public record ScriptsText(MigrationFolder folder) {

    /** {@return whether all of them can be used} */
    public boolean areGood() {
        return folder.problems().isEmpty();
    }

    /** {@return what is wrong, a line each} */
    public List<String> problems() {
        return folder.problems().stream().map(FolderProblem::toString).toList();
    }

    /** {@return the same for people} */
    public List<String> lines() {
        return problems().stream().map(line -> "❌ " + SafeText.of(line)).toList();
    }

    /** {@return what to think of before phantoms are taken back: with no script at all, everything is one} */
    public Optional<String> warning() {
        return folder.migrations().isEmpty()
                ? Optional.of(
                        "⚠️ no migration is found in %s: everything that is applied counts as a phantom. Is it the right directory?"
                                .formatted(SafeText.of(folder.path())))
                : Optional.empty();
    }
}
