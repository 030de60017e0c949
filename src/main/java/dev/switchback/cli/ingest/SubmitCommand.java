package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.JsonLines.Line;
import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.FileName;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.IngestionBuilder;
import dev.switchback.ingest.queue.Labels;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.DurableStateStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands events in. */
@Command(
        name = "submit",
        header = {
            "Hands events in: each line of a file is the JSON of one.",
            "",
            "  switchback ingest submit events.jsonl",
            "  switchback ingest submit events.jsonl --once import-7     as often as needed, each line is taken once",
            "  producer | switchback ingest submit -",
            ""
        },
        footer = {
            "",
            "Tells of each line that is refused, with its number, and exits with 1 then. Exits with 5 if the mode takes",
            "nothing into the queue. What it says is taken in is on disk."
        })
final class SubmitCommand implements Callable<Integer> {

    private static final String STDIN = "-";

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Parameters(paramLabel = "FILE", description = "The events, or - for stdin.")
    private String file = "";

    @Option(
            names = "--once",
            paramLabel = "NAME",
            description = "Takes each line once however often it is handed in: its idempotency key is NAME:number.")
    private @Nullable String once;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Whose they are; `default` by default.")
    private @Nullable String tenant;

    @Option(names = "--create", description = "Makes the queue if it is not there.")
    private boolean create;

    SubmitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        InvalidValueException.unless(
                once == null || once.matches("[A-Za-z0-9._-]{1,100}"),
                "--once",
                "1 to 100 letters, digits, dots, hyphens and underscores",
                once);
        String whose = tenant == null ? NewEvent.DEFAULT_TENANT : Labels.name("--tenant", tenant);
        if (file.equals(STDIN)) {
            return take(System.in, whose);
        }
        String rule = "a file that exists, or - for stdin";
        Path named = FileName.of("FILE", file, rule);
        InvalidValueException.unless(Files.isRegularFile(named), "FILE", rule, file);
        try (InputStream in = Files.newInputStream(named)) {
            return take(in, whose);
        }
    }

    private int take(InputStream in, String whose) throws IOException {
        if (!create) {
            OpenQueue.of(shell, options).close(); // or it says that there is none
        }
        try (DurableStateStore state = OpenState.storeForChanging(shell, shell.databaseApart());
                Ingestion ingestion = ingestion(state, whose)) {
            Submission submission = new Submission(shell, ingestion.queue());
            submission.all(new JsonLines(in), line -> event(line, whose));
            return answer(submission);
        }
    }

    /** It processes nothing, here or at once: what the application does with an event, this process cannot. */
    private Ingestion ingestion(DurableStateStore state, String whose) {
        IngestionBuilder parts = Ingestion.named(options.queue(shell))
                .database(options.url(shell).url())
                .store(state)
                .processing(false)
                .clock(shell.terminal().clock())
                .handler(event -> {
                    throw new UnsupportedOperationException("the command line has no handler");
                });
        return whose.equals(NewEvent.DEFAULT_TENANT)
                ? parts.start()
                : parts.tenant(whose, UUID.randomUUID().toString(), OptionalLong.empty())
                        .start();
    }

    private NewEvent event(Line line, String whose) {
        Optional<String> key = Optional.ofNullable(once).map(name -> "%s:%d".formatted(name, line.number()));
        return new NewEvent(whose, key, Optional.empty(), line.text());
    }

    private int answer(Submission submission) {
        List<Fields> refused = submission.refused().stream()
                .map(one -> Fields.of().put("line", one.line()).put("error", one.why()))
                .toList();
        String queue = options.queue(shell);
        shell.answer(
                Fields.answer()
                        .put("queue", queue)
                        .put("accepted", submission.accepted())
                        .put("repeated", submission.repeated())
                        .put("refused", submission.refusals())
                        .put("refusedLines", refused),
                List.of("%s: %d accepted, %d there already, %d refused"
                        .formatted(queue, submission.accepted(), submission.repeated(), submission.refusals())));
        return submission.refusals() == 0 ? ExitCode.OK : ExitCode.ERROR;
    }
}
