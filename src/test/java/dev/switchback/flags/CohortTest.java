package dev.switchback.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cohorts that the hash makes: sticky, monotone, fair and independent of each other. */
class CohortTest {

    private static final int KEYS = 100_000;
    private static final long SEED = 20_261_121;

    @ParameterizedTest
    @ValueSource(doubles = {1, 12.5, 50})
    void holdsTheShareThatIsAskedFor(double percent) {
        long covered = keys().stream()
                .filter(key -> Share.of(percent).covers(Share.bucketOf(Share.seedOf("active-models"), key)))
                .count();

        assertThat(100.0 * covered / KEYS).as("seed %d", SEED).isCloseTo(percent, within(0.3));
    }

    @Test
    void onlyGrowsWhenTheShareIsRaisedAndLosesTheLastAddedFirst() {
        int seed = Share.seedOf("active-models");
        List<String> keys = keys().subList(0, 5_000);
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            Share low = new Share(random.nextInt(Share.BUCKETS));
            Share middle = new Share(low.buckets() + random.nextInt(Share.BUCKETS - low.buckets() + 1));
            Share high = new Share(middle.buckets() + random.nextInt(Share.BUCKETS - middle.buckets() + 1));

            Set<String> lowest = cohort(keys, seed, low);
            Set<String> kept = cohort(keys, seed, middle);
            Set<String> most = cohort(keys, seed, high);
            assertThat(most.containsAll(kept))
                    .as("seed %d, round %d", SEED, round)
                    .isTrue();
            most.removeAll(kept);
            assertThat(Collections.disjoint(most, lowest))
                    .as("lost by lowering, seed %d, round %d", SEED, round)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pricing", "active-models/canary", "active-model", "active-models2"})
    void isIndependentOfTheCohortOfAnotherSalt(String other) {
        assertThat(chiSquare("active-models", other, Share.of(10)))
                .as("one degree of freedom, p = 0.0001, seed %d", SEED)
                .isLessThan(15.14);
        assertThat(chiSquare("active-models", other, Share.of(50))).isLessThan(15.14);
    }

    @Test
    void isFoundDependentOnItself() {
        assertThat(chiSquare("pricing", "pricing", Share.of(10))).isGreaterThan(10_000);
    }

    @Test
    void fillsAllBucketsEvenly() {
        int[] hundredths = new int[100];
        keys().forEach(key -> hundredths[Share.bucketOf(Share.seedOf("pricing"), key) / 1_000]++);

        double square = 0;
        for (int count : hundredths) {
            square += Math.pow(count - KEYS / 100.0, 2) / (KEYS / 100.0);
        }
        assertThat(square)
                .as("99 degrees of freedom, p = 0.0001, seed %d", SEED)
                .isLessThan(160.1);
    }

    private static double chiSquare(String one, String two, Share share) {
        double[][] table = new double[2][2];
        for (String key : keys()) {
            int row = share.covers(Share.bucketOf(Share.seedOf(one), key)) ? 1 : 0;
            int column = share.covers(Share.bucketOf(Share.seedOf(two), key)) ? 1 : 0;
            table[row][column]++;
        }
        double square = 0;
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                double expected = (table[row][0] + table[row][1]) * (table[0][column] + table[1][column]) / KEYS;
                square += Math.pow(table[row][column] - expected, 2) / expected;
            }
        }
        return square;
    }

    private static Set<String> cohort(List<String> keys, int seed, Share share) {
        Set<String> cohort = new HashSet<>();
        keys.stream().filter(key -> share.covers(Share.bucketOf(seed, key))).forEach(cohort::add);
        return cohort;
    }

    private static List<String> keys() {
        Random random = new Random(SEED);
        List<String> keys = new ArrayList<>();
        for (int number = 0; number < KEYS; number++) {
            keys.add("table_%d_%x".formatted(number, random.nextInt()));
        }
        return keys;
    }
}
