package dev.switchback.cli.canary;

import dev.switchback.canary.mismatch.KeptNoise;
import dev.switchback.canary.mismatch.NoiseMask;
import dev.switchback.canary.report.JsonReport;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.state.Document;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows or forgets where legacy differs from itself. */
@Command(
        name = "noise",
        header = {
            "Shows where legacy differs from itself, which is not held against the new pipeline; or forgets it.",
            "",
            "  switchback canary noise",
            "  switchback canary noise --forget --reason \"legacy sorts now\"",
            ""
        },
        footer = {
            "",
            "Noise is looked for by adapters that say that legacy may run twice (repeatableLegacy). A mask ends a week",
            "after it was last seen. Forgetting leads to safety: what was masked counts until it is seen again."
        })
final class NoiseCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--forget", description = "Lifts every mask.")
    private boolean forget;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    NoiseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (forget) {
            return forget();
        }
        options.refuseWithout("--forget");
        return show();
    }

    private int show() {
        try (OpenState state = OpenState.reading(shell)) {
            List<NoiseMask> masks = KeptNoise.read(state.store().document(state.migration()));
            shell.answer(
                    Fields.answer(state.migration())
                            .put(
                                    "noise",
                                    masks.stream()
                                            .map(mask -> JsonReport.of(mask, shell.now()))
                                            .toList()),
                    masks.isEmpty()
                            ? List.of("legacy was not found to differ from itself")
                            : ReportText.noise(masks, shell.now()));
            return ExitCode.OK;
        }
    }

    private int forget() {
        var by = options.by(shell);
        try (OpenState state = OpenState.changing(shell)) {
            Document seen = state.store().document(state.migration());
            return new RecordedChange(
                            "noise", "%d masks".formatted(KeptNoise.read(seen).size()), "none", null)
                    .make(shell, state, KeptNoise.forgetting(seen, by), seen.generation());
        }
    }
}
