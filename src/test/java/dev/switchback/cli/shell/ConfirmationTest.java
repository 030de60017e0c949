package dev.switchback.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfirmationTest {

    private final StringWriter err = new StringWriter();
    private final Shell shell = new Shell(new Terminal(
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(err),
            Optional.empty(),
            false,
            Map.of(),
            Clock.systemUTC(),
            time -> false));

    @Test
    void showsNoControlCharacterOfWhoeverWroteTheState() {
        Confirmation.of(shell, true, "percentage 10 -> 25", List.of("overridden by eve\u001b[2J", "second"));

        assertThat(err.toString().lines()).containsExactly("overridden by eve\\u001b[2J", "second");
    }
}
