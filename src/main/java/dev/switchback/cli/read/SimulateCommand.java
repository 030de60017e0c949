package dev.switchback.cli.read;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.Share;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.router.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows which keys would change sides. */
@Command(
        name = "simulate",
        header = {
            "Shows which keys would change sides if the percentage changed; nothing is changed.",
            "",
            "  switchback simulate --from 10 --to 25 --keys tables.txt",
            ""
        },
        footer = {"", "Keys that are forced or denied never change sides."})
final class SimulateCommand implements Callable<Integer> {

    private static final int MOST_KEYS = 1_000_000;

    private final Shell shell;

    @Option(names = "--from", required = true, paramLabel = "PERCENT", description = "The percentage before.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "PERCENT", description = "The percentage after.")
    private String to = "";

    @Option(names = "--keys", required = true, paramLabel = "FILE", description = "A text file, one key a line.")
    private String keys = "";

    SimulateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Share before = Share.parse("--from", from);
        Share after = Share.parse("--to", to);
        List<String> looked = read(keys);
        try (OpenState state = OpenState.reading(shell)) {
            Simulation simulation = Simulation.of(state.control().flags().snapshot(), before, after, looked);
            shell.answer(fields(state.migration(), simulation), lines(simulation));
            return ExitCode.OK;
        }
    }

    private static List<String> read(String file) {
        Path path = path(file);
        try (Stream<String> lines = Files.lines(path)) {
            List<String> keys =
                    lines.filter(line -> !line.isBlank()).limit(MOST_KEYS + 1L).toList();
            InvalidValueException.unless(
                    !keys.isEmpty() && keys.size() <= MOST_KEYS,
                    "--keys",
                    "a file with 1 to %d keys, one a line".formatted(MOST_KEYS),
                    file);
            return keys;
        } catch (IOException | java.io.UncheckedIOException unreadable) { // also text that is not UTF-8
            throw InvalidValueException.of("--keys", "a text file in UTF-8 that can be read", file, unreadable);
        }
    }

    private static Path path(String file) {
        String rule = "a file that exists";
        try {
            Path path = Path.of(file);
            InvalidValueException.unless(Files.isRegularFile(path), "--keys", rule, file);
            return path;
        } catch (InvalidPathException malformed) {
            throw InvalidValueException.of("--keys", rule, file, malformed);
        }
    }

    private static Fields fields(String migration, Simulation simulation) {
        return Fields.answer(migration)
                .put("from", simulation.from().percent())
                .put("to", simulation.to().percent())
                .put("keys", simulation.keys())
                .put("toNew", simulation.toNew())
                .put("toLegacy", simulation.toLegacy());
    }

    private static List<String> lines(Simulation simulation) {
        List<String> lines = new ArrayList<>();
        lines.add("%s -> %s: of %d keys, %d go to new and %d go back to legacy"
                .formatted(
                        simulation.from(),
                        simulation.to(),
                        simulation.keys(),
                        simulation.toNew().size(),
                        simulation.toLegacy().size()));
        simulation.toNew().forEach(key -> lines.add("  to new     " + SafeText.of(key)));
        simulation.toLegacy().forEach(key -> lines.add("  to legacy  " + SafeText.of(key)));
        return lines;
    }
}
