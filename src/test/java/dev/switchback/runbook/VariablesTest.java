package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A variable that a page names is one that something reads. */
class VariablesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern NAMED = Pattern.compile("\\b(?:MIGRATION|SWITCHBACK)_[A-Z_]*[A-Z]\\b");
    private static final Pattern LITERAL = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }

    private static Set<String> literals(Path folder) throws IOException {
        Set<String> literals = new TreeSet<>();
        for (Path file : files(folder, ".java")) {
            LITERAL.matcher(Files.readString(file)).results().forEach(found -> literals.add(found.group(1)));
        }
        return literals;
    }

    @Test
    void ofThePagesAreAllRead() throws IOException {
        Set<String> whole = literals(SOURCES);
        String settings =
                literals(SOURCES.resolve("dev/switchback/flags")).stream().collect(Collectors.joining("|"));
        Pattern ofAMigration = Pattern.compile("MIGRATION_(?:[A-Z_]+_)?(?:%s)".formatted(settings));
        List<Path> pages = new ArrayList<>(files(Path.of("runbook"), ".md"));
        pages.add(Path.of("README.md"));

        Set<String> named = new TreeSet<>();
        for (Path page : pages) {
            NAMED.matcher(Files.readString(page)).results().forEach(found -> named.add(found.group()));
        }

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(named)
                .allMatch(
                        name -> whole.contains(name)
                                || ofAMigration.matcher(name).matches(),
                        "is read by something");
    }
}
