package dev.switchback.router.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.breaker.BreakerMemory;
import dev.switchback.breaker.BreakerState;
import dev.switchback.breaker.BreakerStatus.Origin;
import dev.switchback.state.Document;
import dev.switchback.state.StateJson;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeRowsTest {

    private final FakeClock clock = new FakeClock();
    private Document document = Document.empty("orders");

    private BreakerMemory breaker(BreakerState state, int failures) {
        Instant now = clock.instant();
        return new BreakerMemory(
                state,
                now,
                state == BreakerState.OPEN ? Optional.of(now.plusSeconds(60)) : Optional.empty(),
                state == BreakerState.OPEN ? 1 : 0,
                state == BreakerState.OPEN ? Optional.of(now) : Optional.empty(),
                Origin.NONE,
                Collections.nCopies(failures, now));
    }

    private Map<String, Instant> pins(int count, String key) {
        Map<String, Instant> pins = new HashMap<>();
        for (int pin = 0; pin < count; pin++) {
            pins.put(key + pin, clock.instant().plusSeconds(pin));
        }
        return pins;
    }

    private void write(String node, NodeRow row) {
        document = NodeRows.with(document, node, row, clock.instant());
    }

    private static int bytes(Object value) {
        return StateJson.MAPPER.writeValueAsBytes(value).length;
    }

    @Test
    void holdSixteenKibibytesAtMostEachAndKeepThePinsThatEndLast() {
        NodeRow row = NodeRow.bounded(breaker(BreakerState.OPEN, 5_000), pins(1_000, "ключ-"));

        assertThat(bytes(row)).isLessThan(16 * 1024);
        assertThat(row.breaker().failures()).hasSize(200);
        assertThat(row.pinned()).containsKey("ключ-999").doesNotContainKey("ключ-0");
    }

    @Test
    void clearAwayHostsThatNeverComeBackInShortRecords() {
        for (int host = 0; host < 500; host++) {
            Document before = document;
            write("orders.container-" + host, NodeRow.bounded(breaker(BreakerState.OPEN, 50), pins(100, "key-")));
            clock.advance(Duration.ofSeconds(5));
            assertThat(changedBytes(before)).as("host %d", host).isLessThan(60 * 1024);
        }
        assertThat(bytes(document.sections())).isLessThan(128 * 1024);

        clock.advance(Duration.ofHours(3));
        for (int write = 0; write < 30; write++) {
            write("orders.last", NodeRow.bounded(breaker(BreakerState.OPEN, 1), Map.of()));
        }
        assertThat(document.sections()).containsOnlyKeys("nodeMemory-orders.last");
    }

    private int changedBytes(Document before) {
        Map<String, Object> changed = new HashMap<>();
        before.sections().forEach((name, was) -> {
            if (!was.equals(document.sections().get(name))) {
                changed.put("-" + name, was);
            }
        });
        document.sections().forEach((name, is) -> {
            if (!is.equals(before.sections().get(name))) {
                changed.put("+" + name, is);
            }
        });
        return bytes(changed);
    }

    @Test
    void keepARowThatStillMeansSomething() {
        write("orders.open", NodeRow.bounded(breaker(BreakerState.OPEN, 1), Map.of()));
        write("orders.pins", NodeRow.bounded(breaker(BreakerState.CLOSED, 0), pins(1, "key-")));
        clock.advance(Duration.ofMinutes(59));

        write("orders.other", NodeRow.bounded(breaker(BreakerState.CLOSED, 1), Map.of()));

        assertThat(NodeRows.all(document)).hasSize(3);
    }

    @Test
    void leaveNothingOfANodeThatHasNothingToRemember() {
        write("orders.a", NodeRow.bounded(breaker(BreakerState.OPEN, 1), Map.of()));
        write("orders.a", NodeRow.bounded(breaker(BreakerState.CLOSED, 0), Map.of()));

        assertThat(document.sections()).isEmpty();
    }

    @Test
    void areReadFromTheOneSectionOfAnEarlierVersion() {
        NodeRow row = NodeRow.bounded(breaker(BreakerState.OPEN, 2), pins(1, "key-"));
        document = document.with("nodeMemory", Map.of("rows", Map.of("orders.a", row)));

        assertThat(NodeRows.read(document, "orders.a")).contains(row);
        assertThat(NodeRows.all(document)).containsExactly(row);
    }

    @Test
    void areLeftOutOneByOneWhenTheyCannotBeRead() {
        write("orders.a", NodeRow.bounded(breaker(BreakerState.OPEN, 1), Map.of()));
        document = document.with("nodeMemory-orders.b", List.of("of another format"));

        assertThat(NodeRows.all(document)).hasSize(1);
    }
}
