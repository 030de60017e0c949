package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader relies on in every file: short files, a page about each package, nothing left to do. */
class HouseRulesTest {

    private static final int LONGEST_MAIN_FILE = 300;
    private static final int LONGEST_TEST_FILE = 350;

    @Test
    void everyMainFileIsShortEnoughToRead() throws IOException {
        assertThat(sources("src/main/java").filter(file -> lines(file) > LONGEST_MAIN_FILE))
                .isEmpty();
    }

    @Test
    void everyTestFileIsShortEnoughToRead() throws IOException {
        assertThat(sources("src/test/java").filter(file -> lines(file) > LONGEST_TEST_FILE))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> silent = sources("src/main/java")
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .toList();

        assertThat(silent).isEmpty();
    }

    @Test
    void everyPackageHasFewEnoughFiles() throws IOException {
        List<Path> folders =
                sources("src/main/java").map(Path::getParent).distinct().toList();

        assertThat(folders.stream().filter(folder -> filesIn(folder) > 21))
                .as("20 and the page about the package")
                .isEmpty();
    }

    private static long filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).count();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> sources(String root) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
