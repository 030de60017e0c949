package dev.switchback.state.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

    private static final int DEEPEST = 28;

    private static HistoryEntry entry(@Nullable Long took, Map<String, Object> data) {
        return new HistoryEntry(
                12,
                Instant.parse("2026-01-02T03:04:05.000006Z"),
                "ROLLBACK_EXECUTED",
                "active-models",
                took == null ? null : "routing",
                took == null ? null : "manual",
                "a \"quoted\" reason: grün, 灰, 🟢 \\ </script>\n",
                "ana",
                false,
                true,
                took == null ? List.of() : List.of("force legacy", "drain"),
                took == null ? List.of() : List.of("one \u0001 error"),
                took,
                "host-1",
                data);
    }

    private static Map<String, Object> data() {
        Map<String, Object> removed = new LinkedHashMap<>();
        removed.put("keys", null);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("source", "api");
        data.put("generation", 7L);
        data.put("share", 12.5);
        data.put("cost", new BigDecimal("3.25"));
        data.put("until", Instant.EPOCH);
        data.put("list", List.of(1, "two", true, List.of(), Map.of()));
        data.put("before", Map.of("percentage", StateJson.MAPPER.readTree("{\"target\": 1e3, \"by\": null}")));
        data.put("after", removed);
        return data;
    }

    @Test
    void writesStraightAwayWhatTheTreeSays() {
        for (HistoryEntry entry : List.of(entry(null, Map.of()), entry(1_234L, data()))) {
            byte[] tree = StateJson.MAPPER.writeValueAsBytes(RecordJson.tree(entry));

            assertThat(new String(RecordJson.body(entry), StandardCharsets.UTF_8))
                    .isEqualTo(new String(tree, StandardCharsets.UTF_8));
        }
    }

    @Test
    void takesADepthThatCanBeReadBackAndNoMore() {
        assertThat(RecordJson.body(entry(null, nested(DEEPEST - 2)))).isNotEmpty();

        for (int levels : List.of(DEEPEST - 1, 600)) {
            assertThatThrownBy(() -> RecordJson.body(entry(null, nested(levels))))
                    .as("%d levels in the data", levels)
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("nested at most 28 deep");
        }
    }

    @Test
    void doesNotTakeBracketsInATextForDepth() {
        String brackets = "\\\"[{".repeat(50) + "\\";

        byte[] body = RecordJson.body(entry(null, Map.of("text", brackets, brackets, List.of(brackets))));

        assertThat(RecordJson.parse(body).path("data").path("text").asString()).isEqualTo(brackets);
    }

    /** {@return data that is the second level of a body, with a list in a list in it, so many levels} */
    private static Map<String, Object> nested(int levels) {
        Object deep = 1;
        for (int level = 0; level < levels; level++) {
            deep = List.of(deep);
        }
        return Map.of("deep", deep);
    }
}
