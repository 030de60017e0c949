package dev.switchback.cli.db;

import dev.switchback.cli.shell.FileName;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.Selection;
import dev.switchback.state.Attribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which migrations to take back, as a command says it. */
final class SelectionOptions {

    @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Only this migration.")
    private @Nullable String version;

    @Option(names = "--to", paramLabel = "VERSION", description = "All that were applied after this one, which stays.")
    private @Nullable String to;

    @Option(names = "--last", paramLabel = "N", description = "The last N.")
    private @Nullable Integer last;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(
            names = "--phantom",
            description = "Those that this checkout does not have, or not as they were run; what fails stops no other.")
    private boolean phantom;

    @Option(names = "--force", description = "Goes over what may be forced: a down nobody tried, values in the way.")
    private boolean force;

    @Option(names = "--trash", description = "Keeps the rows that are dropped in the schema rollback_trash.")
    private boolean trash;

    @Option(
            names = "--backup",
            paramLabel = "FILE",
            description = "The last backup; by default that of MIGRATION_DB_BACKUP. Only its age is looked at.")
    private @Nullable String backup;

    /**
     * Returns what was chosen.
     *
     * @throws InvalidValueException unless exactly one thing was
     */
    Selection selection() {
        List<Selection> chosen = new ArrayList<>();
        if (version != null) {
            chosen.add(new Selection.Only(version));
        }
        if (to != null) {
            chosen.add(new Selection.After(to));
        }
        if (last != null) {
            InvalidValueException.unless(last >= 1, "--last", "1 or more", last);
            chosen.add(new Selection.Last(last));
        }
        if (all) {
            chosen.add(new Selection.All());
        }
        if (phantom) {
            chosen.add(new Selection.Phantoms());
        }
        InvalidValueException.unless(
                chosen.size() == 1,
                "VERSION",
                "given alone, or one of --to, --last, --all and --phantom",
                chosen.isEmpty() ? "missing" : "%d of them".formatted(chosen.size()));
        return chosen.get(0);
    }

    /** {@return whether all of them were chosen} */
    boolean isAll() {
        return all;
    }

    /** {@return how to roll back} */
    RollbackOptions options(Shell shell, Attribution by) {
        String named = backup == null ? shell.terminal().variables().getOrDefault("MIGRATION_DB_BACKUP", "") : backup;
        return new RollbackOptions(
                force,
                false,
                false,
                trash,
                backup == null && named.isEmpty()
                        ? Optional.empty()
                        : Optional.of(FileName.of("--backup", named, "a file")),
                by);
    }
}
