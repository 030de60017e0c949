package dev.switchback.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.event.EventBus;
import dev.switchback.event.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {

    @TempDir
    private Path folder;

    private static Happened event(String name, String version) {
        return new Happened(name, Severity.INFO, Map.of("migration_version", version));
    }

    private List<RecordedEvent> recorded(Happened... events) throws IOException {
        EventBus bus = new EventBus(Runnable::run);
        Path file = folder.resolve("flight.jfr");
        try (Recording recording = new Recording();
                var subscription = FlightRecorder.subscribe(bus)) {
            recording.start();
            for (Happened event : events) {
                bus.publish(() -> event);
            }
            recording.stop();
            recording.dump(file);
            assertThat(subscription.dropped()).isZero();
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("switchback."))
                .toList();
    }

    @Test
    void recordsFromAStartToItsEndAsOneEvent() throws IOException {
        List<RecordedEvent> recorded = recorded(
                event("switchback.rollback_migration.start", "1"),
                event("switchback.rollback_migration.start", "2"),
                event("switchback.rollback_migration.failed", "2"),
                event("switchback.rollback_migration.finish", "1"));

        assertThat(recorded)
                .extracting(event -> event.getEventType().getName())
                .containsExactlyInAnyOrder("switchback.rollback_migration", "switchback.rollback_migration");
        RecordedEvent failed = recorded.stream()
                .filter(event -> event.getString("outcome").equals("failed"))
                .findFirst()
                .orElseThrow();
        RecordedEvent finished = recorded.stream()
                .filter(event -> event.getString("outcome").equals("finish"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.getString("payload")).isEqualTo("{\"migration_version\":\"2\"}");
        assertThat(finished.getDuration()).as("the outer one").isGreaterThanOrEqualTo(failed.getDuration());
        assertThat(finished.getStartTime()).isBeforeOrEqualTo(failed.getStartTime());
    }

    @Test
    void recordsWhatHasNoLengthByItsName() throws IOException {
        RecordedEvent recorded =
                recorded(event("switchback.breaker.transition", "3")).get(0);

        assertThat(recorded.getEventType().getName()).isEqualTo("switchback.breaker.transition");
        assertThat(recorded.getEventType().getCategoryNames()).containsExactly("Switchback");
        assertThat(recorded.getString("migration")).isEqualTo("orders");
        assertThat(recorded.getString("severity")).isEqualTo("info");
    }
}
