package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * {@code target/runbook-commands.txt}, and what it answered in {@code target/runbook-answers.txt}. The pages about a queue
 * are run by {@link QueuePagesTest}.
 */
class RunbookCommandsTest {

    private static final Transcript TRANSCRIPT = new Transcript("runbook");

    @TempDir
    private Path folder;

    @BeforeAll
    static void beginTheList() throws IOException {
        TRANSCRIPT.begin();
    }

    static Stream<CommandBlock> blocks() throws IOException {
        return CommandBlock.all().filter(block -> !block.isOfQueue());
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
                TRANSCRIPT.run(block, operator, all);
            }
        }
        all.assertAll();
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
                        .allMatch(fence -> fence.matches("```shell [a-z-]+|```java"));
            }
        }
        all.assertAll();
        assertThat(blocks().mapToInt(block -> block.commands().size()).sum()).isGreaterThan(100);
    }
}
