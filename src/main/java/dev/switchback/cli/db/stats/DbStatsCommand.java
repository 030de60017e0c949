package dev.switchback.cli.db.stats;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.RecordedAttempt;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ranks migrations and branches by how often they were taken back. */
@Command(
        name = "stats",
        header = {
            "Ranks database migrations, and the branches they came from, by how often they were taken back.",
            "",
            "  switchback db stats",
            "  switchback db stats --since 30d --limit 5",
            "  switchback db stats --json | jq '.branches[0]'",
            ""
        },
        footer = {
            "",
            "Counted is what `switchback db rollback` has recorded in the history of the state, which is that of",
            "--state or --database, of every database whose rollbacks are recorded there. A rollback that failed,",
            "and each repetition of it, counts as failed; a try-out, or one that waited for another process in",
            "vain, not at all. Durations are those of rollbacks that worked. Exits with 0, also if there is none."
        })
public final class DbStatsCommand implements Callable<Integer> {

    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,5}");
    private static final int MOST = 10_000;

    private final Shell shell;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From when on, such as 30d or an instant; by default all that is recorded.")
    private @Nullable String since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most how many migrations, and how many branches, from 1 to 10000; 20 by default.")
    private String limit = "20";

    /** Makes the command. */
    public DbStatsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        int most = LIMIT.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
        InvalidValueException.unless(most >= 1 && most <= MOST, "--limit", "from 1 to 10000", limit);
        Optional<Instant> from = Optional.ofNullable(since).map(text -> TimeText.since("--since", text, shell.now()));
        try (OpenState state = OpenState.reading(shell)) {
            StatsText text = StatsText.of(RecordedAttempt.of(state.store(), state.migration(), from), most);
            shell.answer(text.fields(Fields.answer(state.migration()).put("since", from)), text.lines());
            return ExitCode.OK;
        }
    }
}
