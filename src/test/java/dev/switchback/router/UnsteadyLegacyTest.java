package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.switchback.canary.CanaryMode;
import dev.switchback.canary.CanaryStatistics;
import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.Mismatch;
import dev.switchback.testing.TestMigration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A legacy that gives another time, another order and other identities each time, and a new side that has one real bug. */
class UnsteadyLegacyTest {

    private static final int CALLS = 500;
    private static final long SEED = 20261128;

    private final Random random = new Random(SEED);
    private final TestMigration test = new TestMigration(builder -> builder.canaryMode(CanaryMode.SERIAL));

    @AfterEach
    void close() {
        test.close();
    }

    /** An order as JSON, whose fifth item costs so much. */
    private String order(int number, int fifthPrice) {
        List<String> items = new ArrayList<>();
        for (int item = 0; item < 6; item++) {
            int price = item == 5 ? fifthPrice : 100 + item;
            items.add("{\"sku\":\"%d-%d\",\"price\":%d,\"trace\":\"%s\"}".formatted(number, item, price, uuid()));
        }
        Collections.shuffle(items, random);
        return "{\"id\":%d,\"at\":\"%s\",\"run\":\"%s\",\"items\":[%s]}"
                .formatted(
                        number,
                        Instant.ofEpochSecond(1_700_000_000L + random.nextInt(1_000_000)),
                        uuid(),
                        String.join(",", items));
    }

    private UUID uuid() {
        return new UUID((random.nextLong() & 0xffffffffffff0fffL) | 0x4000, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }

    private CanaryStatistics compare(boolean repeatable) {
        test.change(settings -> settings.withCanary(settings.canary().withEnabled(true)));
        AdapterBuilder<Integer, String, RuntimeException> builder = test.migration()
                .legacy((Integer number) -> order(number, 105))
                .newPipeline(number -> order(number, number % 10 == 0 ? 106 : 105))
                .comparator(OutputComparator.ofJson());
        MigrationAdapter<Integer, String, RuntimeException> adapter =
                repeatable ? builder.repeatableLegacy().build() : builder.build();
        for (int number = 1; number <= CALLS; number++) {
            adapter.generate(number);
        }
        return test.migration().canaryStatistics();
    }

    @Test
    void hidesARealDifferenceAmongHundredsOfOthersWithoutANoiseFloor() {
        assertThat(compare(false).critical()).as("seed %d", SEED).isEqualTo(CALLS);
    }

    @Test
    void leavesTheRealDifferenceAloneWithANoiseFloor() {
        CanaryStatistics statistics = compare(true);
        CanaryReport report = test.migration().canaryReport();

        assertThat(statistics.critical()).as("seed %d", SEED).isEqualTo(CALLS / 10);
        assertThat(statistics.noise()).isEqualTo(CALLS - CALLS / 10);
        assertThat(report.mismatches())
                .filteredOn(one -> one.counts().counted() > 0)
                .extracting(
                        Mismatch::place, Mismatch::change, one -> one.counts().counted())
                .containsExactly(tuple("/items/*/price", "number -> number", 50L));
        assertThat(report.noise())
                .extracting(mask -> mask.place() + " " + mask.change())
                .containsExactlyInAnyOrder(
                        "/at timestamp -> timestamp",
                        "/run uuid -> uuid",
                        "/items/*/trace uuid -> uuid",
                        "/items order");
    }
}
