package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

    @TempDir
    Path directory;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    static Iterable<String> commands() {
        return CommandTree.PATHS;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void leadsWithAnExample(String path) {
        Result result = kit().bare((path + " --help").split(" ", -1));

        assertThat(result.exit()).isZero();
        assertThat(result.lines().get(0)).as("what it does").isNotBlank().endsWith(".");
        assertThat(result.lines().subList(1, 5))
                .as("how it is called")
                .anyMatch(line ->
                        line.contains(path.equals("completion") ? "switchback completion" : "  switchback " + path));
        assertThat(result.out()).contains("Usage: switchback " + path);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isAskedForByAWordToo(String path) {
        assertThat(kit().bare(("help " + path).split(" ", -1)).out())
                .isEqualTo(kit().bare((path + " --help").split(" ", -1)).out());
    }

    @Test
    void listsEveryCommand() {
        Result result = kit().bare("--help");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("generate", "rollback", "doctor", "completion", "Exit codes: 0 ok");
    }

    @Test
    void isShownAsAMistakeWithoutACommand() {
        Result result = kit().bare();

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Usage: switchback");
    }

    @Test
    void guessesWhatWasMeant() {
        assertThat(kit().bare("stauts").err()).contains("Did you mean: ", "switchback status");
        assertThat(kit().bare("percentage", "sugest").err()).contains("Did you mean");
    }

    @Test
    void completesCommands() {
        Result result = kit().bare("completion");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("complete -F _complete_switchback", "percentage", "--older-than");
    }

    @Test
    void tellsTheVersion() {
        assertThat(kit().bare("--version").out()).startsWith("switchback ");
    }
}
