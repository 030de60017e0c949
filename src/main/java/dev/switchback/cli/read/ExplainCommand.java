package dev.switchback.cli.read;

import dev.switchback.breaker.BreakerState;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Masks;
import dev.switchback.cli.shell.Masks.Mask;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.KeyPins;
import dev.switchback.flags.Reason;
import dev.switchback.flags.Rule;
import dev.switchback.flags.Setting;
import dev.switchback.flags.Share;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows where a key goes, and every rule that was asked. */
@Command(
        name = "explain",
        header = {
            "Shows where a key goes now, and every rule on the way; nothing runs.",
            "",
            "  switchback explain --key customers",
            "  switchback explain                    where a request without a key goes",
            ""
        },
        footer = {
            "",
            "Keys that a process has pinned to legacy after failures are known to that process alone, and so are",
            "its variables: those are named, not counted in."
        })
final class ExplainCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--key", paramLabel = "KEY", description = "The routing key, such as a table's name.")
    private @Nullable String key;

    ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String asked = key;
        InvalidValueException.unless(asked == null || !asked.isBlank(), "--key", "a routing key", asked);
        try (OpenState state = OpenState.reading(shell)) {
            Answer answer = Answer.of(state, asked);
            shell.answer(answer.fields(state.migration()), answer.lines());
            return ExitCode.OK;
        }
    }

    /** Where a key goes, under one snapshot. */
    private record Answer(@Nullable String key, Snapshot snapshot, Reason reason, List<Rule> rules, List<Mask> masks) {

        private static final KeyPins NONE = pinned -> false;

        static Answer of(OpenState state, @Nullable String key) {
            Snapshot snapshot = state.control().flags().snapshot();
            Reason reason = snapshot.assign(key, NONE);
            List<Rule> rules = new ArrayList<>(snapshot.explain(key, NONE));
            if (reason.route() == Route.NEW) {
                String breaker = state.control().currentStatus().breaker().state();
                BreakerState known = BreakerState.parse(breaker);
                boolean refuses = known == BreakerState.OPEN || known == BreakerState.FORCED_OPEN;
                rules.add(new Rule("breaker", refuses, "the breaker is " + breaker));
                reason = refuses ? Reason.BREAKER_OPEN : reason;
            }
            List<Mask> masks = Masks.of(
                    state.control().fleet().live(),
                    EnumSet.of(Setting.PERCENTAGE, Setting.OVERRIDE, Setting.FORCED_KEYS));
            return new Answer(key, snapshot, reason, rules, masks);
        }

        Fields fields(String migration) {
            return Fields.answer(migration)
                    .put("key", key)
                    .put("bucket", key == null ? null : snapshot.bucket(key))
                    .put("buckets", Share.BUCKETS)
                    .put("percentage", snapshot.effectivePercentage().percent())
                    .put("route", reason.route().text())
                    .put("reason", reason.text())
                    .put(
                            "rules",
                            rules.stream()
                                    .map(rule -> Fields.of()
                                            .put("rule", rule.rule())
                                            .put("matched", rule.matched())
                                            .put("detail", rule.detail()))
                                    .toList())
                    .put("masked", masks.stream().map(Mask::fields).toList());
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            String who = key == null ? "a request without a key" : SafeText.of(key);
            lines.add("%s goes to %s: %s".formatted(who, reason.route().text(), reason.text()));
            if (key != null) {
                lines.add("bucket %d of %d, percentage %s"
                        .formatted(
                                snapshot.bucket(key),
                                Share.BUCKETS,
                                snapshot.effectivePercentage().text()));
            }
            rules.forEach(rule -> lines.add(
                    "  %s %-18s %s".formatted(rule.matched() ? "*" : " ", rule.rule(), SafeText.of(rule.detail()))));
            masks.forEach(mask -> lines.add("  ! %s, and may decide otherwise there".formatted(mask.sentence())));
            return lines;
        }
    }
}
