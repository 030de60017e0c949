package dev.switchback.cli.read;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compresses old parts of the history. */
@Command(
        name = "archive",
        header = {
            "Compresses sealed parts of the history; nothing is lost, and it is read as before.",
            "",
            "  switchback history archive --older-than 30d",
            ""
        })
final class HistoryArchiveCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "TIME",
            description = "How old their last record must be, such as 30d.")
    private String olderThan = "";

    HistoryArchiveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Instant before = shell.now().minus(TimeText.span("--older-than", olderThan));
        try (OpenState state = OpenState.changing(shell)) {
            List<String> written = state.whole().archive(before);
            shell.answer(
                    Fields.answer().put("olderThan", before).put("archived", written),
                    Stream.concat(Stream.of("%d files compressed".formatted(written.size())), written.stream())
                            .toList());
            return ExitCode.OK;
        }
    }
}
