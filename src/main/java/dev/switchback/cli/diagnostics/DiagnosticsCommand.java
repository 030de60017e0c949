package dev.switchback.cli.diagnostics;

import dev.switchback.cli.diagnostics.Part.Found;
import dev.switchback.cli.diagnostics.Part.Missing;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Packs all that a ticket needs into one archive, without secrets; changes nothing. */
@Command(
        name = "diagnostics",
        header = {
            "Packs status, health, history, settings and surroundings into one zip for a ticket, without secrets.",
            "",
            "  switchback diagnostics",
            "  switchback diagnostics --out incident.zip",
            "  switchback diagnostics --database jdbc:postgresql://db/app --json",
            ""
        },
        footer = {
            "",
            "Passwords and tokens are hidden, keys are counted and not named, examples of answers are left",
            "out, and people are called operator-1 and so on. A secret that looks like any other word cannot",
            "be known: look through it before it leaves the house. Only its owner can read the file.",
            "",
            "Only looks, also at a state that cannot be read: what could not be had is named in",
            "manifest.json and on stderr, and the exit code is 0 all the same."
        })
public final class DiagnosticsCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String UNKNOWN = "active-models"; // what every command takes where nothing tells

    private final Shell shell;
    private final CommandRunner runner;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file; by default switchback-diagnostics-MIGRATION-TIME.zip in the working directory.")
    private @Nullable String out;

    @Option(names = "--force", description = "Overwrites the file of --out where it is there already.")
    private boolean force;

    /**
     * Makes the command.
     *
     * @param runner runs the commands whose answers are packed
     */
    public DiagnosticsCommand(Shell shell, CommandRunner runner) {
        this.shell = shell;
        this.runner = runner;
    }

    @Override
    public Integer call() throws IOException {
        Instant now = shell.now();
        shell.namedDatabase(); // both places at once are a mistake, not something to look into
        Seen seen = look();
        String migration = seen.migration;
        BundleFile file = BundleFile.of(
                out == null ? "switchback-diagnostics-%s-%s.zip".formatted(migration, TIME.format(now)) : out, force);
        List<Part> parts = new Collector(shell, runner, seen.away).collect();
        Redaction redaction = redaction(parts);
        Bundle bundle = new Bundle(
                migration,
                now,
                parts.stream().map(part -> part.hidden(redaction)).toList());
        byte[] zip = bundle.zip();
        file.write(zip);
        bundle.missing()
                .forEach(
                        part -> shell.note("not collected: %s: %s".formatted(part.name(), SafeText.of(part.reason()))));
        shell.answer(
                fields(bundle, file, zip.length),
                List.of("%s: %d bytes, %d files".formatted(SafeText.of(file.path()), zip.length, bundle.files())));
        return ExitCode.OK;
    }

    /**
     * What a first look says.
     *
     * @param migration the migration's name
     * @param away why the store cannot be read at all, empty if it can
     */
    private record Seen(String migration, Optional<String> away) {}

    /** A wrong option is a mistake; a store that cannot be read, or a wrong variable, is what this is about. */
    private Seen look() {
        try (OpenState state = OpenState.reading(shell)) {
            return new Seen(state.migration(), Optional.empty());
        } catch (Refusal refused) {
            if (refused.exit() == ExitCode.NOT_FOUND) {
                throw refused;
            }
            return new Seen(shell.migration().orElse(UNKNOWN), Optional.ofNullable(refused.getMessage()));
        } catch (InvalidValueException wrong) {
            if (wrong.input().startsWith("--")) {
                throw wrong;
            }
            return new Seen(shell.migration().orElse(UNKNOWN), Optional.ofNullable(wrong.getMessage()));
        } catch (RuntimeException broken) { // what can be had of such a store is what this is about
            return new Seen(shell.migration().orElse(UNKNOWN), Optional.empty());
        }
    }

    private Redaction redaction(List<Part> parts) {
        Known known = new Known(shell);
        for (boolean history : new boolean[] {true, false}) { // which knows who was there first
            for (Part part : parts) {
                if (part instanceof Found found && part.command().equals(Collector.HISTORY) == history) {
                    known.learn(found);
                }
            }
        }
        return new Redaction(known, System.getProperty("user.home", ""));
    }

    private Fields fields(Bundle bundle, BundleFile file, int bytes) {
        return Fields.answer(bundle.migration())
                .put("file", file.path().toString())
                .put("bytes", bytes)
                .put("files", bundle.files())
                .put(
                        "missing",
                        bundle.missing().stream()
                                .map(DiagnosticsCommand::missing)
                                .toList());
    }

    private static Fields missing(Missing part) {
        return Fields.of().put("name", part.name()).put("reason", part.reason());
    }
}
