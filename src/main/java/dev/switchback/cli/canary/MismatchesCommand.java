package dev.switchback.cli.canary;

import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.mismatch.CanaryEvidence;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.Mismatch;
import dev.switchback.canary.report.JsonReport;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows every class of differences, or one of them with its example. */
@Command(
        name = "mismatches",
        header = {
            "Shows every class of differences that canaries found, or one of them with its smallest example.",
            "",
            "  switchback canary mismatches --severity critical",
            "  switchback canary mismatches --fingerprint 3fa2b1c09d4e",
            ""
        },
        footer = {"", "Running processes write what they find within a minute, a new class within two seconds."})
final class MismatchesCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            defaultValue = "info",
            description = "From which severity on: critical, warning or info; info by default.")
    private String severity = "info";

    @Option(names = "--fingerprint", paramLabel = "F", description = "Only this class, with its example.")
    private @Nullable String fingerprint;

    MismatchesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Severity least = Words.of("--severity", severity, Severity.class);
        Fingerprint only = fingerprint == null ? null : Fingerprint.parse(fingerprint);
        try (OpenState state = OpenState.reading(shell)) {
            CanaryReport report = CanaryEvidence.read(state.store().document(state.migration()), shell.now());
            return only == null ? showAll(report, least) : showOne(report, only);
        }
    }

    private int showAll(CanaryReport report, Severity least) {
        List<Mismatch> found = report.mismatches().stream()
                .filter(one -> one.severity().compareTo(least) >= 0)
                .toList();
        List<String> lines = new ArrayList<>(ReportText.table(found));
        if (found.isEmpty()) {
            lines = List.of("no difference of severity %s or more was found".formatted(least.text()));
        }
        shell.answer(
                Fields.answer(report.migration())
                        .put("mismatches", found.stream().map(JsonReport::of).toList())
                        .put("others", report.others()),
                lines);
        return ExitCode.OK;
    }

    private int showOne(CanaryReport report, Fingerprint only) {
        Mismatch found = report.mismatches().stream()
                .filter(one -> one.fingerprint().equals(only))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("there is no class of differences %s in %s: it must be one of %s"
                        .formatted(
                                only,
                                report.migration(),
                                report.mismatches().stream()
                                        .map(one -> one.fingerprint().text())
                                        .toList())));
        shell.answer(
                Fields.answer(report.migration()).putAll(ReportText.fields(JsonReport.of(found))),
                lines(report, found));
        return ExitCode.OK;
    }

    private List<String> lines(CanaryReport report, Mismatch found) {
        Mismatch.Example example = found.example();
        return List.of(
                "%s: %s %s %s, %s"
                        .formatted(
                                found.fingerprint(),
                                found.severity().text(),
                                found.type().text(),
                                found.place().isEmpty() ? "anywhere" : "at " + SafeText.of(found.place()),
                                SafeText.of(found.change().isEmpty() ? "of any change" : found.change())),
                "found in %d comparisons, ignored in %d, noise in %d; from %s to %s"
                        .formatted(
                                found.counts().counted(),
                                found.counts().ignored(),
                                found.counts().noise(),
                                found.firstSeen(),
                                found.lastSeen()),
                "keys: %s".formatted(SafeText.of(String.join(", ", found.keys()))),
                "example: key %s%s, %s"
                        .formatted(
                                SafeText.of(example.key()),
                                example.path().isEmpty() ? "" : ", " + SafeText.of(example.path()),
                                SafeText.of(example.message())),
                "  legacy: %s".formatted(SafeText.of(example.legacy())),
                "  new:    %s".formatted(SafeText.of(example.replacement())),
                "to reproduce it: %s --out DIR"
                        .formatted(shell.command(report.migration(), "canary export " + found.fingerprint())),
                "to ignore it:    %s --for 30d --reason '...'"
                        .formatted(shell.command(report.migration(), "canary ignore " + found.fingerprint())));
    }
}
