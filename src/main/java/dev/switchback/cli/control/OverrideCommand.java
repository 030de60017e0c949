package dev.switchback.cli.control;

import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Setting;
import dev.switchback.flags.Settings;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's word on where all keys go. */
@Command(
        name = "override",
        header = {
            "Sends every key to one side, whatever the percentage says.",
            "",
            "  switchback override legacy --reason \"incident 4711\" --for 2h",
            "  switchback override new --reason \"load test\" --for 15m",
            "  switchback override none --reason \"incident is over\"",
            ""
        },
        footer = {"", "To legacy it is at once, and no variable masks it. To new, and away from legacy, wants a yes."})
final class OverrideCommand implements Callable<Integer> {

    private static final String NONE = "none";

    private final Shell shell;

    @Parameters(paramLabel = "legacy|new|none", description = "Where every key goes; none ends the override.")
    private String mode = "";

    @Option(names = "--for", paramLabel = "TIME", description = "How long, such as 2h; until it is ended by default.")
    private @Nullable String span;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    OverrideCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        InvalidValueException.unless(
                Set.of("legacy", "new", NONE).contains(mode), "override", "legacy, new or none", mode);
        InvalidValueException.unless(
                span == null || !mode.equals(NONE), "--for", "absent when the override is ended", span);
        Optional<Instant> until =
                Optional.ofNullable(span).map(text -> shell.now().plus(TimeText.span("--for", text)));
        return new FlagChange(shell, options)
                .make(new FlagEdit(
                        "override",
                        edit(until),
                        OverrideCommand::shown,
                        this::undo,
                        mode.equals("legacy") ? EnumSet.noneOf(Setting.class) : EnumSet.of(Setting.OVERRIDE),
                        false));
    }

    private UnaryOperator<Settings> edit(Optional<Instant> until) {
        if (mode.equals(NONE)) {
            return Settings::withoutOverride;
        }
        ManualOverride word =
                new ManualOverride(Route.parse("override", mode), shell.operator(), options.reason(), until);
        return settings -> settings.withOverride(word);
    }

    /** {@return the words that bring an override back, for as long as it would have lasted} */
    private String undo(Settings settings) {
        Optional<Duration> left =
                settings.override().flatMap(ManualOverride::until).map(until -> Duration.between(shell.now(), until));
        if (left.filter(Duration::isNegative).isPresent()) {
            return "override " + NONE;
        }
        return "override " + mode(settings)
                + left.map(span -> " --for " + TimeText.option(span)).orElse("");
    }

    private static String mode(Settings settings) {
        return settings.override().map(word -> word.mode().text()).orElse(NONE);
    }

    private static String shown(Settings settings) {
        return mode(settings)
                + settings.override()
                        .flatMap(ManualOverride::until)
                        .map(until -> " until " + until)
                        .orElse("");
    }
}
