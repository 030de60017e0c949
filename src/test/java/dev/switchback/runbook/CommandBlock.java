package dev.switchback.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of commands on a page, with the condition in which they are run.
 *
 * <pre>{@code
 * switchback health      # exit 3, degraded
 * }</pre>
 *
 * <p>Behind {@code #} stands a part of the answer, with the exit code where that is not 0.
 */
record CommandBlock(String page, int line, String condition, List<Command> commands) {

    private static final Pattern FENCE = Pattern.compile("\\s*```shell ([a-z-]+)");
    private static final Pattern COMMAND = Pattern.compile("(.*?)\\s+# (?:exit (\\d+), )?(.*)");

    /** One line of it. */
    record Command(String text, int exit, String tells) {

        static Command parse(String line) {
            Matcher told = COMMAND.matcher(line + " ");
            return told.matches()
                    ? new Command(
                            told.group(1).strip(),
                            told.group(2) == null ? 0 : Integer.parseInt(told.group(2)),
                            told.group(3).strip())
                    : new Command(line.strip(), 0, "");
        }
    }

    /** {@return every page that has such blocks} */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(Path.of("runbook"), Path.of("runbook/alerts"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    /** {@return the blocks of every page} */
    static Stream<CommandBlock> all() throws IOException {
        List<CommandBlock> blocks = new ArrayList<>();
        for (Path page : pages()) {
            blocks.addAll(of(page));
        }
        return blocks.stream();
    }

    static List<CommandBlock> of(Path page) throws IOException {
        List<CommandBlock> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        for (int number = 0; number < lines.size(); number++) {
            Matcher fence = FENCE.matcher(lines.get(number));
            if (fence.matches()) {
                int end = number + 1;
                List<Command> commands = new ArrayList<>();
                for (; !lines.get(end).strip().equals("```"); end++) {
                    commands.add(Command.parse(lines.get(end).strip()));
                }
                blocks.add(new CommandBlock(page.toString(), number + 1, fence.group(1), commands));
                number = end;
            }
        }
        return blocks;
    }

    boolean isOfQueue() {
        return Condition.parse(condition).isOfQueue();
    }

    @Override
    public String toString() {
        return "%s:%d %s".formatted(page, line, condition);
    }
}
