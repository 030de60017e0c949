package dev.switchback.cli;

import dev.switchback.cli.canary.CanaryCommands;
import dev.switchback.cli.control.ControlCommands;
import dev.switchback.cli.db.DbCommands;
import dev.switchback.cli.diagnostics.CommandRunner.Said;
import dev.switchback.cli.diagnostics.DiagnosticsCommand;
import dev.switchback.cli.generate.GenerateCommand;
import dev.switchback.cli.ingest.IngestCommands;
import dev.switchback.cli.keep.StateCommands;
import dev.switchback.cli.notify.NotifyCommands;
import dev.switchback.cli.read.ReadCommands;
import dev.switchback.cli.shell.Failures;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * All commands by their names. A command line is parsed with the commands that it names alone, because reading the
 * annotations of all of them takes longer than most commands do; with all of them where help is wanted, or a name is
 * not known.
 */
final class CommandTree {

    private static final int WIDTH = 100;

    /** In the order of the help; a group stands before its commands. */
    static final List<String> PATHS = List.of(
            "generate",
            "status",
            "health",
            "statistics",
            "report",
            "explain",
            "simulate",
            "percentage",
            "percentage show",
            "percentage suggest",
            "percentage set",
            "override",
            "canary",
            "canary show",
            "canary on",
            "canary off",
            "canary sample",
            "canary report",
            "canary mismatches",
            "canary ignore",
            "canary noise",
            "canary export",
            "canary replay",
            "rollback",
            "rollback plan",
            "rollback validate",
            "rollback recover",
            "rollback clear",
            "rollback schedule",
            "rollback cancel",
            "history",
            "history verify",
            "history archive",
            "breaker",
            "breaker status",
            "breaker trip",
            "breaker reset",
            "breaker probe",
            "breaker configure",
            "state",
            "state export",
            "state import",
            "state reopen",
            "db",
            "db status",
            "db new",
            "db validate",
            "db up",
            "db rollback",
            "db plan",
            "db generate-down",
            "db verify",
            "db advise",
            "db schemas",
            "db repair",
            "db baseline",
            "db hook",
            "db stats",
            "ingest",
            "ingest status",
            "ingest mode",
            "ingest set",
            "ingest poll",
            "ingest drain",
            "ingest rescue",
            "ingest queue",
            "ingest queue list",
            "ingest events",
            "ingest discard",
            "ingest dead",
            "ingest dead list",
            "ingest dead requeue",
            "ingest submit",
            "ingest verify",
            "ingest changes",
            "ingest rollback",
            "ingest recover",
            "ingest return",
            "notify",
            "notify test",
            "doctor",
            "diagnostics",
            "completion");

    /** What of the canary is a setting. */
    private static final List<String> FLAGS =
            List.of("canary", "canary show", "canary on", "canary off", "canary sample");

    /** What does nothing itself, and shows its commands. */
    private static final Set<String> GROUPS = Set.of("db", "state", "notify", "ingest", "ingest queue", "ingest dead");

    private final Terminal terminal;
    private final List<String> arguments;

    CommandTree(Terminal terminal, String... arguments) {
        this.terminal = terminal;
        this.arguments = spelled(List.of(arguments));
    }

    /** {@return the exit code of the command that the arguments name} */
    int execute() {
        boolean whole = arguments.contains("--help")
                || arguments.contains("-h")
                || arguments.contains("completion")
                || GROUPS.contains(String.join(" ", arguments))
                || PATHS.stream().noneMatch(arguments::contains);
        return execute(whole);
    }

    private int execute(boolean whole) {
        Shell shell = new Shell(terminal);
        CommandLine line = whole(shell, whole);
        Failures failures = new Failures(shell, arguments.contains("--json"));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
        line.setExpandAtFiles(false); // an argument never names a file to read options from
        line.setInterpolateVariables(false);
        line.setPosixClusteredShortOptionsAllowed(false);
        line.setAllowSubcommandsAsOptionParameters(true); // a reason, a directory, a name may be such a word
        line.setUsageHelpWidth(WIDTH);
        line.setExecutionExceptionHandler((thrown, command, parsed) -> failures.thrown(thrown));
        line.setParameterExceptionHandler((wrong, given) ->
                wrong instanceof UnmatchedArgumentException && !whole ? execute(true) : failures.usage(wrong));
        return line.execute(arguments.toArray(String[]::new));
    }

    private CommandLine whole(Shell shell, boolean all) {
        CommandLine root = new CommandLine(shell);
        String version = CommandTree.class.getPackage().getImplementationVersion();
        root.getCommandSpec().version("switchback " + (version == null ? "(not packaged)" : version));
        Map<String, CommandLine> groups = new HashMap<>();
        for (String path : PATHS) {
            String[] words = path.split(" ", -1);
            if (all || arguments.containsAll(Arrays.asList(words))) {
                CommandLine made = new CommandLine(command(path, shell, root));
                CommandLine parent = words.length == 1 ? root : groups.get(path.substring(0, path.lastIndexOf(' ')));
                if (parent != null) {
                    parent.addSubcommand(words[words.length - 1], made);
                }
                groups.put(path, made);
            }
        }
        return root;
    }

    private Object command(String path, Shell shell, CommandLine root) {
        return switch (path.split(" ", -1)[0]) {
            case "generate" -> new GenerateCommand(shell);
            case "percentage", "override", "breaker", "rollback" -> ControlCommands.of(path, shell);
            case "canary" -> FLAGS.contains(path) ? ControlCommands.of(path, shell) : CanaryCommands.of(path, shell);
            case "db" -> DbCommands.of(path, shell);
            case "ingest" -> IngestCommands.of(path, shell);
            case "state" -> StateCommands.of(path, shell);
            case "notify" -> NotifyCommands.of(path, shell);
            case "diagnostics" -> new DiagnosticsCommand(shell, this::said);
            case "completion" -> new CompletionCommand(shell, root);
            default -> ReadCommands.of(path, shell);
        };
    }

    /** What another command says to the same surroundings, where nobody can be asked. */
    private Said said(List<String> words) {
        StringWriter out = new StringWriter();
        Terminal silent = new Terminal(
                new PrintWriter(out),
                new PrintWriter(Writer.nullWriter()),
                Optional.empty(),
                false,
                terminal.variables(),
                terminal.clock(),
                time -> false);
        int exit = new CommandTree(silent, words.toArray(String[]::new)).execute();
        return new Said(exit, out.toString());
    }

    /** {@code help percentage set} is another way to write {@code percentage set --help}. */
    private static List<String> spelled(List<String> given) {
        if (given.isEmpty() || !given.get(0).equals("help")) {
            return given;
        }
        List<String> spelled = new ArrayList<>(given.subList(1, given.size()));
        spelled.add("--help");
        return spelled;
    }
}
