package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.QueueSettings;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Attribution;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes a setting of a queue. */
@Command(
        name = "set",
        header = {
            "Changes a setting of the queue, in every process within a second.",
            "",
            "  switchback ingest set max-concurrency 5 --reason \"high CPU\"",
            "  switchback ingest set min-poll-interval 500 --reason \"high CPU\"",
            "  switchback ingest set lease 2m --reason \"long handlers\"",
            ""
        },
        footer = {
            "",
            "max-concurrency    handlers at once in a process, 1 to 1000",
            "min-poll-interval  between two looks at an empty queue, 10ms to 1m; a bare number is milliseconds",
            "batch-size         events claimed at once, 1 to 10000",
            "lease              how long a claimed event is kept without a sign of life, 1s to 1h",
            "attempts           before an event is dead, 1 to 100"
        })
final class SetCommand implements Callable<Integer> {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Parameters(index = "0", paramLabel = "SETTING", description = "One of those below.")
    private String setting = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "A number, or a time such as 500ms or 30s.")
    private String value = "";

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    SetCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        with(QueueSettings.DEFAULTS); // refuses bad values before anything is opened
        Attribution by = change.by(shell);
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            Control[] before = {queue.control()};
            Control now = queue.store()
                    .change(
                            control -> {
                                before[0] = control;
                                return control.with(with(control.settings()));
                            },
                            false,
                            by);
            String old = shown(before[0].settings());
            return queue.changed(
                    setting,
                    old,
                    shown(now.settings()),
                    now.generation(),
                    "set %s %s --reason '...'".formatted(setting, old));
        }
    }

    private QueueSettings with(QueueSettings settings) {
        return switch (setting) {
            case "max-concurrency" -> settings.withMaxConcurrency(QueueOptions.number(setting, value, 1, 1_000));
            case "batch-size" -> settings.withBatchSize(QueueOptions.number(setting, value, 1, 10_000));
            case "attempts" -> settings.withAttempts(QueueOptions.number(setting, value, 1, 100));
            case "min-poll-interval" ->
                settings.withMinPollInterval(
                        time(value.matches("[0-9]{1,9}") ? value + "ms" : value, Duration.ofMillis(10), "10ms", "1m"));
            case "lease" -> settings.withLease(time(value, Duration.ofSeconds(1), "1s", "1h"));
            default ->
                throw InvalidValueException.of(
                        "SETTING", "max-concurrency, min-poll-interval, batch-size, lease or attempts", setting);
        };
    }

    private Duration time(String text, Duration least, String from, String to) {
        String rule = "a whole number of ms, s, m or h from %s to %s, such as %s".formatted(from, to, from);
        Matcher found = TIME.matcher(text);
        InvalidValueException.unless(found.matches(), setting, rule, value);
        long number = Long.parseLong(found.group(1));
        Duration time = switch (found.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        Duration most = to.equals("1m") ? Duration.ofMinutes(1) : Duration.ofHours(1);
        InvalidValueException.unless(time.compareTo(least) >= 0 && time.compareTo(most) <= 0, setting, rule, value);
        return time;
    }

    /** As it can be given to this command again. */
    private String shown(QueueSettings settings) {
        return switch (setting) {
            case "max-concurrency" -> String.valueOf(settings.maxConcurrency());
            case "batch-size" -> String.valueOf(settings.batchSize());
            case "attempts" -> String.valueOf(settings.attempts());
            case "min-poll-interval" -> settings.minPollInterval().toMillis() + "ms";
            default -> settings.lease().toMillis() + "ms";
        };
    }
}
