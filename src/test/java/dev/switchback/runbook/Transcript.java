package dev.switchback.runbook;

import dev.switchback.runbook.CommandBlock.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.SoftAssertions;

/** Runs commands of pages, compares them with what the page says, and writes down what was run and answered. */
final class Transcript {

    private final Path list;
    private final Path answers;

    /** Makes one whose files in {@code target} begin with a word. */
    Transcript(String word) {
        list = Path.of("target", word + "-commands.txt");
        answers = Path.of("target", word + "-answers.txt");
    }

    /** Empties both files. */
    void begin() throws IOException {
        Files.createDirectories(list.getParent());
        Files.writeString(list, "");
        Files.writeString(answers, "");
    }

    /** Runs the commands of a block, in their order. */
    void run(CommandBlock block, Operator operator, SoftAssertions all) throws IOException, InterruptedException {
        for (Command command : block.commands()) {
            Tool.Said said = operator.run(command.text());
            note(block, command, said);
            String shown = "%s%n$ %s%n%s".formatted(block, command.text(), said.text());
            all.assertThat(said.exit()).as(shown).isEqualTo(command.exit());
            all.assertThat(said.text()).as(shown).contains(command.tells());
        }
    }

    private void note(CommandBlock block, Command command, Tool.Said said) throws IOException {
        String line = "%s\t%s\texit %d\t%s%n".formatted(block.page(), block.condition(), said.exit(), command.text());
        Files.writeString(list, line, StandardOpenOption.APPEND);
        Files.writeString(
                answers, "%s$ %s%n%s%n".formatted(line, command.text(), said.text()), StandardOpenOption.APPEND);
    }
}
