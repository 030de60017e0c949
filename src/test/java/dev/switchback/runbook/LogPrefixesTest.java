package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each line that the sources log begins with a prefix in brackets, by which the runbook finds it. */
class LogPrefixesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern CALL = Pattern.compile(
            "(?:\\b(?i:log|logger)\\s*\\."
                    + "\\s*(?:trace|debug|info|warn|error)|\\.at(?:Trace|Debug|Info|Warn|Error|Level)\\b.*?\\.log)"
                    + "\\(\\s*(?<message>\"(?<prefix>\\[[A-Z][A-Za-z]+\\])? ?|[^\")])",
            Pattern.DOTALL);
    private static final Pattern LOGGER = Pattern.compile("Logger (?<name>\\w+)\\s*=\\s*LoggerFactory");
    private static final Pattern GREPPED = Pattern.compile("^lines\\+?='(.*)'$", Pattern.MULTILINE);

    /** One call of a logger, and what its message begins with. */
    private record LogCall(String where, String message, String prefix) {}

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static List<LogCall> calls() throws IOException {
        List<LogCall> calls = new ArrayList<>();
        for (Path file : files()) {
            calls.addAll(calls(file.toString(), Files.readString(file)));
        }
        return calls;
    }

    private static List<LogCall> calls(String file, String source) {
        List<LogCall> calls = new ArrayList<>();
        Matcher call = CALL.matcher(source);
        while (call.find()) {
            long line = source.substring(0, call.start()).lines().count();
            String prefix = call.group("prefix");
            calls.add(new LogCall("%s:%d".formatted(file, line), call.group("message"), prefix == null ? "" : prefix));
        }
        return calls;
    }

    @Test
    void areInEveryLineThatIsLogged() throws IOException {
        List<LogCall> calls = calls();

        assertThat(calls.stream()
                        .filter(call ->
                                call.prefix().isEmpty() || !call.message().endsWith(" ")))
                .isEmpty();
        assertThat(calls).hasSizeGreaterThan(90);
    }

    @Test
    void areLookedForWhereverThereIsALogger() throws IOException {
        for (Path file : files()) {
            String source = Files.readString(file);
            Matcher logger = LOGGER.matcher(source);
            if (logger.find()) {
                assertThat(logger.group("name"))
                        .as(file.toString())
                        .isIn("log", "LOG", "ALL"); // the last is handed to the constructor of EventLogger, as log
                assertThat(calls(file.toString(), source)).as(file.toString()).isNotEmpty();
            }
        }
    }

    @Test
    void areWhatTheDiagnosticsCollect() throws IOException {
        StringBuilder lines = new StringBuilder();
        Matcher part = GREPPED.matcher(Files.readString(Path.of("runbook/collect-diagnostics.sh")));
        while (part.find()) {
            lines.append(part.group(1));
        }
        Set<String> prefixes = new TreeSet<>();
        calls().forEach(call -> prefixes.add(call.prefix()));

        assertThat(prefixes)
                .contains("[MigrationAdapter]", "[Breaker]", "[RollbackManager]", "[OutputComparator]")
                .allMatch(Pattern.compile(lines.toString()).asMatchPredicate(), "is collected");
        assertThat("CANARY DISCREPANCY").containsPattern(lines.toString());
    }

    @Test
    void thatAreMissingAreFound() {
        assertThat(calls("A.java", "log.info(\n    \"nothing is well\", a);"))
                .extracting(LogCall::prefix)
                .containsExactly("");
        assertThat(calls("A.java", "LOG.atLevel(a).log(text, b);"))
                .extracting(LogCall::prefix)
                .containsExactly("");
        assertThat(calls("A.java", "\n\nlog.warn(\"[Breaker] well\");"))
                .containsExactly(new LogCall("A.java:2", "\"[Breaker] ", "[Breaker]"));
    }
}
