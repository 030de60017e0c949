package dev.switchback.router.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.router.statistics.Totals;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateJson;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatisticsFoldTest {

    private static final int RECORD = 64 * 1024;
    private static final int DOCUMENT = 256 * 1024;
    private static final Totals BUSY = Totals.of(
            LongStream.range(0, 13).map(at -> 1_000_000_000L + at).boxed().toList());

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore store = new MemoryStateStore(clock);

    private static NodeDetails counted(Totals totals) {
        BreakerView breaker = new BreakerView("closed", "", 0, 0, 5, 60, null, 0, null, null);
        NodeDetails.Recent none = NodeDetails.Recent.NONE;
        return new NodeDetails(
                1, 100, 100, null, Map.of(), breaker, 0, 0, 0, "healthy", totals, none, none, null, List.of());
    }

    private void fold(String instance, Totals totals) {
        StatisticsFold.add(store, "orders", instance, counted(totals), clock.instant());
    }

    private KeptStatistics kept() {
        return KeptStatistics.read(store.document("orders"));
    }

    private void put(String section, Object value) {
        store.commit(StateChange.of("orders", "PUT", Attribution.automatic("test"))
                .change(document -> document.with(section, value))
                .build());
    }

    private int longestRecord() {
        return store.history(HistoryQuery.newest(1_000).ofType("STATISTICS_FOLDED")).stream()
                .mapToInt(entry -> StateJson.MAPPER.writeValueAsBytes(entry.data()).length)
                .max()
                .orElse(0);
    }

    @Test
    void keepsFiveWeeksOfHoursInShortRecordsAndABoundedDocument() {
        for (int hour = 0; hour < 40 * 24; hour++) {
            fold("run-%03x".formatted(hour), BUSY);
            clock.advance(Duration.ofHours(1));
        }

        assertThat(kept().totals().executionsLegacy()).isEqualTo(960 * BUSY.executionsLegacy());
        assertThat(kept().hours()).hasSize(35 * 24);
        assertThat(kept().hours().get(clock.instant().minus(Duration.ofHours(1))))
                .isEqualTo(BUSY);
        assertThat(longestRecord()).isLessThan(RECORD / 2);
        assertThat(StateJson.MAPPER.writeValueAsBytes(store.document("orders").sections()))
                .hasSizeLessThan(DOCUMENT);
    }

    @Test
    void addsOnlyWhatAProcessHasCountedSinceItWasLastAdded() {
        fold("one", Totals.of(List.of(10L)));
        fold("one", Totals.of(List.of(10L)));
        assertThat(kept().totals()).isEqualTo(Totals.of(List.of(10L)));

        fold("one", Totals.of(List.of(13L, 2L)));
        fold("one", Totals.of(List.of(10L)));
        assertThat(kept().totals()).isEqualTo(Totals.of(List.of(13L, 2L)));
    }

    @Test
    void isRightWhateverHappensToTheProcesses() {
        for (long seed = 0; seed < 200; seed++) {
            new Fate(seed).run();
        }
    }

    @Test
    void readsAndMovesWhatAnEarlierVersionKeptInOneSection() {
        Totals ten = Totals.of(List.of(10L));
        put(
                "statistics",
                Map.of(
                        "totals", ten,
                        "hours", Map.of("2025-12-31T23:00:00Z", ten),
                        "processes", Map.of("old", "2025-12-31T23:10:00Z")));
        assertThat(kept().totals().executionsLegacy()).isEqualTo(10);
        assertThat(kept().unfolded("old", BUSY)).isEqualTo(Totals.ZERO);

        fold("new", Totals.of(List.of(5L)));

        assertThat(kept().totals().executionsLegacy()).isEqualTo(15);
        assertThat(kept().hours().get(Instant.parse("2025-12-31T23:00:00Z"))).isEqualTo(Totals.of(List.of(10L)));
        assertThat(store.document("orders").sections())
                .containsKeys("statistics-2025-12-31", "statistics-2026-01-01", "statistics-processes-0");
        assertThat(store.document("orders").section("statistics").orElseThrow().has("hours"))
                .isFalse();
    }

    @Test
    void leavesWhatItCannotReadAndThrowsNothing() {
        put("statistics", Map.of("totals", "as a sentence"));

        fold("one", BUSY);

        Document document = store.document("orders");
        assertThat(document.section("statistics").orElseThrow().path("totals").asString())
                .isEqualTo("as a sentence");
    }

    @Test
    void keepsTheSumsWhenOneDayCannotBeRead() {
        put("statistics-2026-01-01", List.of("no hours"));

        fold("one", BUSY);

        assertThat(kept().totals()).isEqualTo(BUSY);
        assertThat(kept().hours()).isEmpty();
    }

    /** Three processes that count, report, are taken for dead, go on and close, in a random order. */
    private static final class Fate {
        private final long seed;
        private final Random random;
        private final FakeClock clock = new FakeClock();
        private final MemoryStateStore store = new MemoryStateStore(clock);
        private final List<Totals> counted = new ArrayList<>(List.of(Totals.ZERO, Totals.ZERO, Totals.ZERO));
        private final List<Totals> reported = new ArrayList<>(counted);
        private final List<Totals> stale = new ArrayList<>(counted);

        Fate(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            for (int step = 0; step < 40; step++) {
                int process = random.nextInt(3);
                switch (random.nextInt(5)) {
                    case 0 -> counted.set(process, counted.get(process).plus(Totals.of(List.of(1L, 0L, 3L))));
                    case 1 -> stale.set(process, reported.set(process, counted.get(process)));
                    case 2 -> fold(process, reported.get(process));
                    case 3 -> fold(process, stale.get(process));
                    default -> fold(process, counted.get(process));
                }
                assertThat(shown()).as("seed %d, step %d", seed, step).isEqualTo(sum(counted));
            }
        }

        private void fold(int process, Totals totals) {
            StatisticsFold.add(store, "orders", "process-" + process, counted(totals), clock.instant());
        }

        private Totals shown() {
            KeptStatistics kept = KeptStatistics.read(store.document("orders"));
            Totals shown = kept.totals();
            for (int process = 0; process < counted.size(); process++) {
                shown = shown.plus(kept.unfolded("process-" + process, counted.get(process)));
            }
            return shown;
        }

        private static Totals sum(List<Totals> all) {
            return all.stream().reduce(Totals.ZERO, Totals::plus);
        }

        private static NodeDetails counted(Totals totals) {
            return StatisticsFoldTest.counted(totals);
        }
    }
}
