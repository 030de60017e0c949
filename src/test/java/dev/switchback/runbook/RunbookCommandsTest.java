package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.runbook.CommandBlock.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command of the runbook against a running application in which is wrong what the page is about, and
 * compares the exit code and a part of the answer with what the page says. What was run is in
 * {@code target/runbook-commands.txt}, and what it answered in {@code target/runbook-answers.txt}.
 */
class RunbookCommandsTest {

    private static final Path LIST = Path.of("target/runbook-commands.txt");

    private static final Path ANSWERS = Path.of("target/runbook-answers.txt");

    @TempDir
    private Path folder;

    @BeforeAll
    static void beginTheList() throws IOException {
        Files.createDirectories(LIST.getParent());
        Files.writeString(LIST, "");
        Files.writeString(ANSWERS, "");
    }

    static Stream<CommandBlock> blocks() throws IOException {
        List<CommandBlock> blocks = new ArrayList<>();
        for (Path page : CommandBlock.pages()) {
            blocks.addAll(CommandBlock.of(page));
        }
        return blocks.stream().filter(block -> block.kind().equals("shell"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    @SuppressWarnings("try") // the application only has to be there
    void answerAsThePageSays(CommandBlock block) throws Exception {
        Condition condition = Condition.parse(block.condition());
        SoftAssertions all = new SoftAssertions();
        try (Operator operator = new Operator(folder)) {
            if (condition.isOfSchema()) {
                operator.with(ShopDatabase.in(condition, folder));
            }
            try (TroubledApplication application = TroubledApplication.in(condition, operator.state())) {
                operator.awaitReports();
                if (condition == Condition.DISAGREEING) {
                    operator.awaitSentence("disagree");
                }
                if (condition == Condition.HEALTHY) {
                    operator.awaitComparisons();
                }
                if (condition.isOfDifferences()) {
                    operator.awaitFindings();
                }
                for (Command command : block.commands()) {
                    Tool.Said said = operator.run(command.text());
                    note(block, command, said);
                    String shown = "%s%n$ %s%n%s".formatted(block, command.text(), said.text());
                    all.assertThat(said.exit()).as(shown).isEqualTo(command.exit());
                    all.assertThat(said.text()).as(shown).contains(command.tells());
                }
            }
        }
        all.assertAll();
    }

    private static void note(CommandBlock block, Command command, Tool.Said said) throws IOException {
        String line = "%s\t%s\texit %d\t%s%n".formatted(block.page(), block.condition(), said.exit(), command.text());
        Files.writeString(LIST, line, StandardOpenOption.APPEND);
        Files.writeString(
                ANSWERS, "%s$ %s%n%s%n".formatted(line, command.text(), said.text()), StandardOpenOption.APPEND);
    }

    /** A command in a block of another form would not be run; the older pages have tests of their own. */
    @Test
    void areAllInBlocksThatAreRun() throws IOException {
        List<String> others = List.of( // run by tests of their own, or figures
                "README.md", "canary.md", "database.md", "schema.md", "ingestion.md", "faults.md", "benchmarks.md");
        SoftAssertions all = new SoftAssertions();
        for (Path page : CommandBlock.pages()) {
            String text = Files.readString(page);
            if (!others.contains(page.getFileName().toString()) && !text.contains("not run by a test")) {
                all.assertThat(text.lines()
                                .map(String::strip)
                                .filter(line -> line.startsWith("```") && line.length() > 3))
                        .as(page.toString())
                        .allMatch(fence -> fence.matches("```(shell|sql) [a-z-]+|```java"));
            }
        }
        all.assertAll();
        assertThat(blocks().mapToInt(block -> block.commands().size()).sum()).isGreaterThan(100);
    }
}
