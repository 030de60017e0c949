package dev.switchback.cli.read;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TextTable;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what happened, newest first. */
@Command(
        name = "history",
        header = {
            "Shows what happened, newest first.",
            "",
            "  switchback history --limit 7 --type ROLLBACK_EXECUTED",
            "  switchback history --since 7d --json",
            "  switchback history verify",
            "  switchback history archive --older-than 30d",
            ""
        },
        footer = {"", "What processes only observe, such as their counters, is shown when its type is asked for."})
final class HistoryCommand implements Callable<Integer> {

    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,6}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z_]{0,63}");
    private static final int MOST = 100_000;
    private static final int LOOKED_AT = 1_000;

    private final Shell shell;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most how many, from 1 to 100000; 20 by default.")
    private String limit = "20";

    @Option(names = "--since", paramLabel = "TIME", description = "From when on, such as 7d or an instant.")
    private @Nullable String since;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only of this type, such as ROLLBACK_EXECUTED.")
    private @Nullable String type;

    HistoryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        HistoryQuery query = query();
        try (OpenState state = OpenState.reading(shell)) {
            List<HistoryEntry> entries = state.store().history(query.of(state.migration()));
            List<String> lines = entries.isEmpty() ? nothing(state) : lines(entries);
            shell.answer(fields(state.migration(), entries), lines);
            return ExitCode.OK;
        }
    }

    private HistoryQuery query() {
        int number = LIMIT.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
        InvalidValueException.unless(number >= 1 && number <= MOST, "--limit", "from 1 to 100000", limit);
        HistoryQuery query = since(HistoryQuery.newest(number));
        if (type != null) {
            InvalidValueException.unless(
                    TYPE.matcher(type).matches(), "--type", "letters and underscores, such as ROLLBACK_EXECUTED", type);
            query = query.ofType(type.toUpperCase(Locale.ROOT));
        }
        return query;
    }

    private HistoryQuery since(HistoryQuery query) {
        return since == null ? query : query.since(TimeText.since("--since", since, shell.now()));
    }

    private static Fields fields(String migration, List<HistoryEntry> entries) {
        return Fields.answer(migration)
                .put("events", entries.stream().map(HistoryCommand::fields).toList());
    }

    private static Fields fields(HistoryEntry entry) {
        return Fields.of()
                .put("seq", entry.sequence())
                .put("at", entry.at())
                .put("type", entry.type())
                .put("migration", entry.migration())
                .put("strategy", entry.strategy())
                .put("trigger", entry.trigger())
                .put("reason", entry.reason())
                .put("operator", entry.operator())
                .put("dry_run", entry.dryRun())
                .put("success", entry.success())
                .put("steps_completed", entry.stepsCompleted())
                .put("errors", entry.errors())
                .put("rollback_time_ms", entry.rollbackTimeMs())
                .put("node", entry.node())
                .put("data", entry.data());
    }

    /** There is no list of types, so that a mistyped one is known only by those that are recorded. */
    private List<String> nothing(OpenState state) {
        String asked = type;
        if (asked == null) {
            return List.of("nothing is recorded");
        }
        HistoryQuery anything = since(HistoryQuery.newest(LOOKED_AT)).of(state.migration());
        String types = state.store().history(anything).stream()
                .map(HistoryEntry::type)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String none = "no record of type %s".formatted(asked.toUpperCase(Locale.ROOT));
        return List.of(types.isEmpty() ? none : "%s; there are %s".formatted(none, SafeText.of(types)));
    }

    private static List<String> lines(List<HistoryEntry> entries) {
        TextTable table = new TextTable("seq", "at", "type", "ok", "operator", "reason");
        entries.forEach(entry -> table.row(
                entry.sequence(),
                entry.at().truncatedTo(ChronoUnit.SECONDS),
                entry.type(),
                entry.success() ? "yes" : "NO",
                entry.operator(),
                entry.reason()));
        return table.lines();
    }
}
