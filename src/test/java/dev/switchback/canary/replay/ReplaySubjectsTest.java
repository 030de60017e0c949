package dev.switchback.canary.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaySubjectsTest {

    @TempDir
    Path folder;

    @Test
    void areThoseThatAreRegistered() {
        ReplaySubjects subjects = ReplaySubjects.onClassPath();

        assertThat(subjects.names()).contains("active-models");
        assertThat(subjects.named("active-models").map(ReplaySubjects::classOf))
                .contains("dev.switchback.cli.generate.ModelReplay");
        assertThat(subjects.named("absent")).isEmpty();
        assertThat(subjects.problems()).isEmpty();
    }

    @Test
    void areFoundBesideBrokenOnes() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(ReplaySubject.class.getName()),
                "com.example.Absent\ndev.switchback.canary.replay.ReplaySubjectsTest\ndev.switchback.cli.generate.ModelReplay\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);

            ReplaySubjects subjects = ReplaySubjects.onClassPath();

            assertThat(subjects.names()).contains("active-models");
            assertThat(subjects.problems())
                    .hasSize(2)
                    .anyMatch(problem -> problem.contains("com.example.Absent"))
                    .anyMatch(problem -> problem.contains("ReplaySubjectsTest not a subtype"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
