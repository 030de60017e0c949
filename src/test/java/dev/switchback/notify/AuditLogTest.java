package dev.switchback.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.event.EventBus;
import dev.switchback.event.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AuditLogTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("audit.jsonl");
    }

    @Test
    void writesOneLineForEachEventReadableByItsOwnerAlone() throws IOException {
        EventBus bus = new EventBus(Runnable::run);
        try (AuditLog log = AuditLog.open(file()).subscribe(bus, "switchback.rollback.*")) {
            bus.publish(() -> Happened.critical("switchback.rollback.start"));
            bus.publish(() -> Happened.critical("switchback.fallback"));
            assertThat(log.lost()).isZero();
        }

        assertThat(file())
                .hasContent(
                        "{\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"switchback.rollback.start\",\"migration\":\"orders\","
                                + "\"severity\":\"critical\",\"payload\":{\"operator\":\"ada\"}}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void goesOnInANewFileWhenTheOldOneIsRenamed() throws IOException {
        try (AuditLog log = AuditLog.open(file())) {
            log.write(Happened.numbered(1));
            Files.move(file(), folder.resolve("audit.jsonl.1"));
            log.write(Happened.numbered(2));
        }

        assertThat(Files.readAllLines(folder.resolve("audit.jsonl.1")))
                .singleElement()
                .asString()
                .contains("test.1");
        assertThat(Files.readAllLines(file())).singleElement().asString().contains("test.2");
    }

    @Test
    void survivesACutAtEveryByteOfTheLastLine() throws IOException {
        try (AuditLog log = AuditLog.open(file())) {
            log.write(Happened.numbered(1));
            log.write(Happened.numbered(2));
        }
        byte[] whole = Files.readAllBytes(file());
        int first = Files.readAllLines(file()).get(0).length() + 1;
        for (int cut = first; cut <= whole.length; cut++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, cut));
            try (AuditLog log = AuditLog.open(file())) {
                log.write(Happened.numbered(3));
            }

            List<String> lines = Files.readAllLines(file());
            assertThat(lines.get(0)).as("cut at %d", cut).contains("test.1");
            assertThat(JSON.readTree(lines.get(lines.size() - 1)).get("event").asString())
                    .as("cut at %d", cut)
                    .isEqualTo("switchback.test.3");
        }
    }

    @Test
    void holdsNeitherSecretsNorAnswersNorLongLines() throws IOException {
        try (AuditLog log = AuditLog.open(file())) {
            log.write(Happened.critical("switchback.x")
                    .with("reason", "password=hunter2\n{\"forged\":true}")
                    .with("discrepancies", List.of(Map.of("legacy", "hunter2", "new", "hunter2", "path", "/total"))));
            List<String> long100 =
                    IntStream.range(0, 100).mapToObj(at -> "x".repeat(999)).toList();
            log.write(new Happened("switchback.long", Severity.INFO, Map.of("items", long100)));
        }

        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("hunter2"));
        assertThat(lines.get(0)).contains("/total");
        assertThat(lines.get(1)).contains("\"payload\":{\"left_out\":\"too long\"}");
    }

    @Test
    void refusesFilesThatOthersMayWriteAndLinks() throws IOException {
        Files.writeString(file(), "");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw----"));
        assertThatThrownBy(() -> AuditLog.open(file()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "cannot write the audit log: others may write it (mode=rw-rw----) (file=%s). Nothing is audited"
                                .formatted(file()));

        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> AuditLog.open(link)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> AuditLog.open(folder.resolve("absent/audit")))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void countsWhatItCouldNotWriteAndGoesOn() throws IOException {
        EventBus bus = new EventBus(Runnable::run);
        try (AuditLog log = AuditLog.open(file()).subscribe(bus)) {
            Files.delete(file());
            Files.createDirectory(file());
            bus.publish(() -> Happened.numbered(1));
            bus.publish(() -> Happened.numbered(2));
            assertThat(log.lost()).isEqualTo(2);

            Files.delete(file());
            bus.publish(() -> Happened.numbered(3));
            assertThat(file()).content().contains("test.3");
        }
    }

    @Test
    void writesAllThatWasToldBeforeItWasClosed() throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        EventBus bus = new EventBus(threads);
        try (AuditLog log = AuditLog.open(file()).subscribe(bus)) {
            IntStream.range(0, 200).forEach(number -> bus.publish(() -> Happened.numbered(number)));
        } finally {
            threads.shutdownNow();
        }

        assertThat(Files.readAllLines(file())).hasSize(200);
    }

    @Test
    void sharesItsFileWithOtherProcesses() throws IOException {
        try (AuditLog one = AuditLog.open(file());
                AuditLog other = AuditLog.open(file())) {
            one.write(Happened.numbered(1));
            other.write(Happened.numbered(2));
            Files.writeString(file(), "a third\n", StandardOpenOption.APPEND);
            one.write(Happened.numbered(3));
        }

        assertThat(Files.readAllLines(file())).hasSize(4);
    }
}
