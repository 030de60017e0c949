package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.QueueStore.FailedAttempts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves that nothing is lost. */
@Command(
        name = "verify",
        header = {
            "Proves that every accepted event is in exactly one place, all counted at one moment.",
            "",
            "  switchback ingest verify",
            "  switchback ingest verify --requeue      and puts back what a dead process held",
            ""
        },
        footer = {"", "Exits with 4 if any is missing, or is in two places."})
final class VerifyCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Option(names = "--requeue", description = "Puts back events whose lease has run out, as `ingest rescue` does.")
    private boolean requeue;

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            FailedAttempts rescued = requeue ? queue.store().rescue(false) : new FailedAttempts(0, 0);
            Accounting proof = queue.store().accounting();
            Fields fields = queue.answer()
                    .put("balanced", proof.isBalanced())
                    .put("accepted", proof.accepted())
                    .put("pending", proof.pending())
                    .put("processing", proof.processing())
                    .put("events", proof.events())
                    .put("dead", proof.dead())
                    .put("missing", proof.missing())
                    .put("twice", proof.twice())
                    .put("requeued", rescued.waiting());
            List<String> lines = new ArrayList<>();
            lines.add("%s: %s".formatted(queue.name(), verdict(proof)));
            lines.add("%d accepted = %d pending + %d processing + %d events + %d dead%s"
                    .formatted(
                            proof.accepted(),
                            proof.pending(),
                            proof.processing(),
                            proof.events(),
                            proof.dead(),
                            proof.missing() == 0 ? "" : " + %d missing".formatted(proof.missing())));
            if (requeue) {
                lines.add("%d wait again that a dead process held".formatted(rescued.waiting()));
            }
            shell.answer(fields, lines);
            return proof.isBalanced() ? ExitCode.OK : ExitCode.CRITICAL;
        }
    }

    private static String verdict(Accounting proof) {
        if (proof.isBalanced()) {
            return "nothing is lost, and nothing is there twice";
        }
        String missing = proof.missing() > 0
                ? "%d events are missing".formatted(proof.missing())
                : proof.missing() < 0 ? "%d events more are there than were accepted".formatted(-proof.missing()) : "";
        String twice = proof.twice() == 0 ? "" : "%d events are in two places".formatted(proof.twice());
        return missing + (missing.isEmpty() || twice.isEmpty() ? "" : ", and ") + twice;
    }
}
