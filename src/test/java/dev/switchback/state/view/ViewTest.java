package dev.switchback.state.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.journal.Journal;
import dev.switchback.journal.JournalOptions;
import dev.switchback.journal.JournalRecord;
import dev.switchback.journal.MemoryStorage;
import dev.switchback.journal.Position;
import dev.switchback.state.Applied;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateTree;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ViewTest {

    private static final Attribution BY = Attribution.api("ana", "a reason");

    private final Views views = new Views();
    private Journal journal;

    @BeforeEach
    void begin() throws IOException {
        journal = Journal.open(
                new MemoryStorage(),
                new JournalOptions(JournalOptions.SEGMENT_BYTES, false, Clock.systemUTC()),
                Journal.Known.NOTHING,
                record -> {});
        journal.startSegment(SegmentHeader.of(views, List.of(), new RecordJson.Origin(1, Instant.EPOCH, "host-1")));
    }

    private View record(String migration, StateChange.Builder change) throws IOException {
        Document before = views.documents().getOrDefault(migration, Document.empty(migration));
        Applied applied = Applied.of(change.build(), before, journal.last().sequence() + 1, Instant.EPOCH, "host-1");
        JournalRecord record =
                journal.append(List.of(RecordJson.body(applied.entry()))).get(0);
        views.accept(applied, record);
        return views.view(migration).orElseThrow();
    }

    private static StateChange.Builder percentage(double target) {
        return StateChange.of("active-models", "PERCENTAGE_CHANGED", BY)
                .change(current -> current.with("percentage", Map.of("target", target)));
    }

    private static JsonNode recent(View view) {
        return StateTree.read(DocumentFile.encode(view)).path("recent");
    }

    @Test
    void showsTheLastFiftyEventsInTheDocument() throws IOException {
        View view = new View(Document.empty("active-models"), List.of(), Position.START);
        for (int change = 1; change <= 53; change++) {
            view = record("active-models", percentage(change));
        }

        JsonNode recent = recent(view);

        assertThat(recent).hasSize(50);
        assertThat(recent.get(0).path("seq").asLong()).isEqualTo(5);
        assertThat(recent.get(49).path("seq").asLong()).isEqualTo(54);
    }

    @Test
    void showsEventsWithoutWhatTheyChangedAndWithoutTheirChain() throws IOException {
        record("active-models", percentage(1).data("ticket", "OPS-1"));
        View view = record("active-models", percentage(2).data("note", "x".repeat(3_000)));

        JsonNode recent = recent(view);

        assertThat(recent.get(0).toString())
                .isEqualTo("{\"seq\":2,\"at\":\"1970-01-01T00:00:00Z\",\"type\":\"PERCENTAGE_CHANGED\","
                        + "\"migration\":\"active-models\",\"strategy\":null,\"trigger\":null,\"reason\":\"a reason\","
                        + "\"operator\":\"ana\",\"dry_run\":false,\"success\":true,\"steps_completed\":[],\"errors\":[],"
                        + "\"rollback_time_ms\":null,\"node\":\"host-1\","
                        + "\"data\":{\"ticket\":\"OPS-1\",\"source\":\"api\",\"generation\":1}}");
        assertThat(recent.get(1).path("data").propertyNames())
                .as("a long one, which is made short at once")
                .containsExactly("note", "source", "generation");
    }

    @Test
    void leavesObservationsOut() throws IOException {
        record("active-models", percentage(1));

        View view = record(
                "active-models",
                StateChange.of("active-models", "BREAKER_SEEN", BY).observation());

        assertThat(recent(view)).hasSize(1);
        assertThat(view.at().sequence()).isEqualTo(3);
    }

    @Test
    void remembersEventsOverItsDocument() throws IOException {
        record("active-models", percentage(1));
        View view = record("active-models", percentage(2).data("note", "x".repeat(3_000)));
        byte[] written = DocumentFile.encode(view);

        View read = DocumentFile.decode("active-models", written);

        assertThat(DocumentFile.encode(read)).isEqualTo(written);
        assertThat(read.document()).isEqualTo(view.document());
    }

    @Test
    void givesDocumentsAwayThatLaterChangesLeaveAlone() throws IOException {
        record("active-models", percentage(1));
        Map<String, Document> before = views.documents();
        assertThat(views.documents()).isSameAs(before);

        record("other", StateChange.of("other", "NOTED", BY));
        record("active-models", percentage(2));

        assertThat(before).containsOnlyKeys("active-models");
        assertThat(before.get("active-models").generation()).isEqualTo(1);
        assertThat(views.documents()).containsOnlyKeys("active-models", "other");
        assertThat(views.documents().get("active-models").generation()).isEqualTo(2);
    }
}
