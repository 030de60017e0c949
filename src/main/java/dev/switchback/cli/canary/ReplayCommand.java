package dev.switchback.cli.canary;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.replay.Replay;
import dev.switchback.canary.replay.ReplayBundle;
import dev.switchback.canary.replay.ReplayResult;
import dev.switchback.canary.replay.ReplaySubject;
import dev.switchback.canary.replay.ReplaySubjects;
import dev.switchback.canary.report.ComparedFiles;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.FileName;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs an exported sample again. */
@Command(
        name = "replay",
        header = {
            "Runs an exported sample on the new side again, and says whether its difference is still there.",
            "",
            "  switchback canary replay differences/3fa2b1c09d4e.json",
            "  switchback canary replay differences/3fa2b1c09d4e.json --out difference.html",
            "  java -cp 'app.jar:lib/*' dev.switchback.cli.Switchback canary replay 3fa2b1c09d4e.json",
            ""
        },
        footer = {
            "",
            "The pipelines come from the ReplaySubject of the bundle's name, so it must be on the class path and listed",
            "in META-INF/services/dev.switchback.canary.replay.ReplaySubject. Nothing is routed, written or counted.",
            "Exits with 0 if the difference is gone, 1 if it is not or cannot be told, 8 where the subject is missing."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final String RULE = "a file that exists";

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The bundle that `canary export` wrote.")
    private String file = "";

    @Option(names = "--legacy", description = "Runs legacy too, and says whether it still gives what it gave.")
    private boolean legacy;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Writes what differs into this file too: .html shows both outputs side by side, .md the unified"
                            + " diff, .json the differences alone.")
    private @Nullable String out;

    @Option(names = "--force", description = ReportFile.FORCE)
    private boolean force;

    ReplayCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        ReportFile report = out == null ? null : ReportFile.of(out, force);
        Path named = FileName.of("FILE", file, RULE);
        InvalidValueException.unless(Files.isRegularFile(named), "FILE", RULE, file);
        ReplayBundle bundle = ReplayBundle.read(named);
        ReplaySubjects subjects = ReplaySubjects.onClassPath();
        subjects.problems().forEach(problem -> shell.note(SafeText.of(problem)));
        String name = bundle.origin().subject();
        ReplaySubject<?, ?> subject = subjects.named(name).orElseThrow(() -> missing(name, subjects));
        ReplayResult result = run(subject, bundle);
        if (report != null) {
            write(report, result);
        }
        shell.answer(fields(result), result.lines());
        return result.isFixed() ? ExitCode.OK : ExitCode.ERROR;
    }

    private void write(ReportFile report, ReplayResult result) throws IOException {
        Optional<ComparedFiles> compared = result.outputs();
        if (compared.isPresent()) {
            shell.note("both outputs are in %s".formatted(SafeText.of(report.write(compared.orElseThrow()))));
        } else {
            shell.note("nothing was written: one side gave nothing that can be shown");
        }
    }

    private static Refusal missing(String name, ReplaySubjects subjects) {
        return Refusal.notFound(
                ("there is no subject %s on the class path: it must be one of %s. Put the jars of the application on it"
                                + " (java -cp 'app.jar:lib/*' dev.switchback.cli.Switchback canary replay ...), and list"
                                + " the class that implements ReplaySubject in"
                                + " META-INF/services/dev.switchback.canary.replay.ReplaySubject")
                        .formatted(SafeText.of(name), subjects.names()));
    }

    private <I, O> ReplayResult run(ReplaySubject<I, O> subject, ReplayBundle bundle) {
        Replay<I, O> replay = Replay.of(subject, bundle);
        return legacy ? replay.runBoth() : replay.run();
    }

    private static Fields fields(ReplayResult result) {
        ReplayBundle.Origin origin = result.bundle().origin();
        return Fields.answer(origin.migration())
                .put("fingerprint", result.bundle().fingerprint().text())
                .put("subject", origin.subject())
                .put("key", origin.key())
                .put("capturedAt", origin.capturedAt())
                .put("result", result.verdict().text())
                .put("fixed", result.isFixed())
                .put("discrepancies", discrepancies(result.found()))
                .put("unlisted", result.found().unlisted())
                .put("legacyAgain", legacyAgain(result))
                .put("diff", result.diff());
    }

    private static @Nullable Fields legacyAgain(ReplayResult result) {
        return result.legacyAgain()
                .map(again -> Fields.of()
                        .put("result", again.result().name().toLowerCase(Locale.ROOT))
                        .put("discrepancies", discrepancies(again)))
                .orElse(null);
    }

    private static List<Fields> discrepancies(Comparison found) {
        return found.discrepancies().stream().map(ReplayCommand::fields).toList();
    }

    private static Fields fields(Discrepancy found) {
        return Fields.of()
                .put("fingerprint", found.fingerprint().text())
                .put("type", found.type().text())
                .put("severity", found.severity().text())
                .put("path", found.path())
                .put("message", found.message())
                .put("legacy", found.legacyValue())
                .put("new", found.newValue());
    }
}
