package dev.switchback.cli.canary;

import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.mismatch.CanaryEvidence;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.CanaryReport.RuleUse;
import dev.switchback.canary.mismatch.IgnoreRule;
import dev.switchback.canary.mismatch.KeptRules;
import dev.switchback.canary.report.JsonReport;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Document;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows, adds and removes rules by which differences do not count. */
@Command(
        name = "ignore",
        header = {
            "Shows the ignore rules, adds one, or removes one.",
            "",
            "  switchback canary ignore",
            "  switchback canary ignore 3fa2b1c09d4e --for 30d --reason \"legacy rounds down, see issue 17\"",
            "  switchback canary ignore --path '/items/*/updatedAt' --for 30d --reason \"time of the run\" --yes",
            "  switchback canary ignore --remove 81b2c3d4e5f6 --reason \"mended\"",
            ""
        },
        footer = {
            "",
            "What is ignored is counted apart and shown. The owner is --operator. A rule ends: after that what it ignored",
            "counts again, and the health says so. Adding one leads away from safety and wants a yes; removing does not."
        })
final class IgnoreCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofDays(366);

    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "FINGERPRINT", description = "The class of differences to ignore.")
    private @Nullable String fingerprint;

    @Option(names = "--path", paramLabel = "PATTERN", description = "Where: * within a part, ** over parts.")
    private @Nullable String path;

    @Option(names = "--type", paramLabel = "TYPE", description = "What kind of difference, such as metadata.")
    private @Nullable String type;

    @Option(names = "--for", paramLabel = "TIME", description = "Needed to add one: how long, at most 366d.")
    private @Nullable String span;

    @Option(names = "--remove", paramLabel = "RULE", description = "The rule to remove.")
    private @Nullable String remove;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    IgnoreCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        boolean names = fingerprint != null || path != null || type != null;
        InvalidValueException.unless(
                remove == null || !names, "--remove", "given without FINGERPRINT, --path and --type", remove);
        if (remove != null) {
            return remove(remove);
        }
        if (names) {
            return add();
        }
        options.refuseWithout("FINGERPRINT, --path, --type or --remove");
        InvalidValueException.unless(
                span == null, "--for", "given with FINGERPRINT, --path or --type: what is ignored", span);
        return show();
    }

    private int show() {
        try (OpenState state = OpenState.reading(shell)) {
            CanaryReport report = CanaryEvidence.read(state.store().document(state.migration()), shell.now());
            List<RuleUse> rules = report.rules();
            shell.answer(
                    Fields.answer(state.migration())
                            .put(
                                    "ignoreRules",
                                    rules.stream().map(JsonReport::of).toList()),
                    rules.isEmpty()
                            ? List.of("no rule; those made in code are in the health")
                            : ReportText.rules(rules));
            return ExitCode.OK;
        }
    }

    private int add() {
        IgnoreRule rule = rule();
        try (OpenState state = OpenState.changing(shell)) {
            Document seen = state.store().document(state.migration());
            var change = KeptRules.adding(seen, rule, "cli", shell.now());
            CanaryReport report = CanaryEvidence.read(seen, shell.now());
            Confirmation.of(
                    shell,
                    options,
                    "ignore %s until %s".formatted(rule.scope().text(), rule.until()),
                    List.of(
                            report.sentence(),
                            "%d rules so far".formatted(report.rules().size())));
            return new RecordedChange(
                            "ignore",
                            "counts",
                            "%s ignored until %s (rule %s)"
                                    .formatted(rule.scope().text(), rule.until(), rule.id()),
                            "canary ignore --remove " + rule.id())
                    .make(shell, state, change, seen.generation());
        }
    }

    private IgnoreRule rule() {
        InvalidValueException.unless(span != null, "--for", "given, such as 30d: every rule ends", "missing");
        Duration length = TimeText.span("--for", String.valueOf(span));
        InvalidValueException.unless(length.compareTo(LONGEST) <= 0, "--for", "at most 366d", span);
        IgnoreRule.Draft draft = IgnoreRule.until(shell.now().plus(length), options.by(shell));
        if (fingerprint != null) {
            draft = draft.of(Fingerprint.parse(fingerprint));
        }
        if (type != null) {
            draft = draft.of(Words.of("--type", type, DiscrepancyType.class));
        }
        return (path == null ? draft : draft.at(path)).always();
    }

    private int remove(String rule) {
        try (OpenState state = OpenState.changing(shell)) {
            Document seen = state.store().document(state.migration());
            var change = KeptRules.removing(seen, rule, options.by(shell));
            String again = KeptRules.read(seen).stream()
                    .filter(one -> one.id().equals(rule))
                    .map(one -> "canary ignore %s --for 30d".formatted(words(one.scope())))
                    .findFirst()
                    .orElse("canary ignore");
            return new RecordedChange("ignore", "rule %s".formatted(rule), "removed", again)
                    .make(shell, state, change, seen.generation());
        }
    }

    /** {@return the arguments that name a scope} */
    private static String words(IgnoreRule.Scope scope) {
        List<String> words = new ArrayList<>();
        scope.fingerprint().ifPresent(named -> words.add(named.text()));
        scope.type().ifPresent(named -> words.add("--type " + named.text()));
        scope.path()
                .ifPresent(
                        named -> words.add("--path '%s'".formatted(named.text().replace("'", "'\\''"))));
        return String.join(" ", words);
    }
}
