package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs every command that a page shows, in the order in which it shows them, on a state of its own. */
class DocumentedCommandsTest {

    private static final Pattern BLOCK = Pattern.compile("```shell\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "runbook/README.md", "runbook/canary.md"})
    void workAsThePageSays(String page) throws IOException {
        List<String> commands = commands(page);
        CommandLineKit kit = new CommandLineKit(folder.resolve("state"));

        for (String command : commands) {
            CommandLineKit.Result result = kit.run(words(command));
            assertThat(result.exit())
                    .as("%s%n%s%n%s", command, result.out(), result.err())
                    .isIn(EXPECTED);
        }
        assertThat(commands).as("commands of " + page).hasSizeGreaterThan(5);
    }

    /** The page is about a database, which its commands find by a variable; files are in the test's own folder. */
    @Test
    void workAsThePageAboutDatabasesSays() throws IOException {
        CommandLineKit kit = new CommandLineKit(folder.resolve("state"))
                .variables(Map.of("MIGRATION_OPERATOR", "kim", "MIGRATION_DATABASE_URL", PostgresServer.freshSchema()));
        List<String> commands = commands("runbook/database.md");

        for (String command : commands) {
            String[] words = Arrays.stream(words(command))
                    .map(word -> word.endsWith(".jsonl") || word.startsWith("/srv/app/")
                            ? folder.resolve(Path.of(word).getFileName()).toString()
                            : word)
                    .toArray(String[]::new);
            CommandLineKit.Result result = kit.bare(words);
            assertThat(result.exit())
                    .as("%s%n%s%n%s", command, result.out(), result.err())
                    .isIn(EXPECTED);
        }
        assertThat(commands).hasSizeGreaterThan(5);
    }

    /** The page tells a story of four migrations, on a database of its own. */
    @Test
    void workAsThePageAboutSchemasSays() throws IOException {
        String database = PostgresServer.databaseToCome();
        PostgresServer.create(database);
        Path scripts = PurchaseOrders.writeTo(folder.resolve("migrations"));
        CommandLineKit kit = new CommandLineKit(folder.resolve("state"))
                .variables(Map.of(
                        "MIGRATION_OPERATOR", "kim",
                        "MIGRATION_DB_URL", PostgresServer.urlOf(database),
                        "MIGRATION_DB_FOLDER", scripts.toString()));
        assertThat(kit.run("db", "up").exit()).isZero();
        List<String> commands = commands("runbook/schema.md");

        for (String command : commands) {
            CommandLineKit.Result result = kit.run(words(command));
            assertThat(result.exit())
                    .as("%s%n%s%n%s", command, result.out(), result.err())
                    .isZero();
        }
        assertThat(commands).hasSizeGreaterThan(5);
    }

    /** Zero, or what an honest answer is on a state without any process: degraded. */
    private static final List<Integer> EXPECTED = List.of(0, 3);

    /** {@return the commands that a page shows, in its order} */
    static List<String> commands(String page) throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(Path.of(page)));
        while (block.find()) {
            block.group(1)
                    .lines()
                    .filter(line -> line.startsWith("switchback "))
                    .forEach(commands::add);
        }
        return commands;
    }

    /** {@return the arguments of a command} */
    static String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.substring("switchback ".length()));
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words.toArray(String[]::new);
    }
}
