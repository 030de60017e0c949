package dev.switchback.cli.canary;

import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.mismatch.CanaryEvidence;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.report.JsonReport;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what canaries found: one sentence, every class that counts, what is ignored, what is noise. */
@Command(
        name = "report",
        header = {
            "Shows what canaries found: a sentence, the classes of differences, what is ignored, what is noise.",
            "",
            "  switchback canary report",
            "  switchback canary report --severity critical",
            "  switchback canary report --out canary.html",
            ""
        },
        footer = {"", "Running processes write what they find within a minute, a new class within two seconds."})
final class CanaryReportCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            defaultValue = "info",
            description = "From which severity on: critical, warning or info; info by default.")
    private String severity = "info";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes the report into this file too: .html is a page, .md is Markdown, .json is JSON.")
    private @Nullable String out;

    @Option(names = "--force", description = ReportFile.FORCE)
    private boolean force;

    CanaryReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        ReportFile file = out == null ? null : ReportFile.of(out, force);
        Severity least = Words.of("--severity", severity, Severity.class);
        try (OpenState state = OpenState.reading(shell)) {
            CanaryReport report = CanaryEvidence.read(state.store().document(state.migration()), shell.now())
                    .from(least);
            if (file != null) {
                shell.note("the report is in %s".formatted(SafeText.of(file.write(report))));
            }
            shell.answer(ReportText.fields(JsonReport.of(report)), lines(report));
            return ExitCode.OK;
        }
    }

    private List<String> lines(CanaryReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(SafeText.of(report.sentence()));
        lines.add("canaries: %s".formatted(ReportText.results(report)));
        if (!report.mismatches().isEmpty()) {
            lines.add("");
            lines.addAll(ReportText.table(report.mismatches()));
        }
        if (report.others() > 0) {
            lines.add("and %d findings of further classes that are not told apart".formatted(report.others()));
        }
        if (!report.rules().isEmpty()) {
            lines.add("");
            lines.addAll(ReportText.rules(report.rules()));
        }
        if (!report.noise().isEmpty()) {
            lines.add("");
            lines.addAll(ReportText.noise(report.noise(), report.at()));
        }
        report.mismatches().stream().findFirst().ifPresent(worst -> {
            lines.add("");
            lines.add("next: %s"
                    .formatted(shell.command(
                            report.migration(), "canary mismatches --fingerprint " + worst.fingerprint())));
        });
        return lines;
    }
}
