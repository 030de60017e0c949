package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command of the pages about the queue, on PostgreSQL, with the queue as the page has it. What was run is in
 * {@code target/runbook-queue-commands.txt}, and what it answered in {@code target/runbook-queue-answers.txt}.
 */
class QueuePagesTest {

    private static final Transcript TRANSCRIPT = new Transcript("runbook-queue");

    @TempDir
    private Path folder;

    @BeforeAll
    static void beginTheList() throws IOException {
        TRANSCRIPT.begin();
    }

    static Stream<CommandBlock> blocks() throws IOException {
        return CommandBlock.all().filter(CommandBlock::isOfQueue);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void answerAsThePageSays(CommandBlock block) throws Exception {
        SoftAssertions all = new SoftAssertions();
        try (Operator operator = new Operator(folder);
                TroubledQueue queue = TroubledQueue.in(Condition.parse(block.condition()), operator.state())) {
            operator.with(queue.variables());
            TRANSCRIPT.run(block, operator, all);
        }
        all.assertAll();
    }

    @Test
    void areRunInEveryConditionOfAQueue() throws IOException {
        assertThat(blocks().map(block -> Condition.parse(block.condition())).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Condition.values())
                        .filter(Condition::isOfQueue)
                        .toList());
    }
}
