package dev.switchback.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

    /** Worked out by another implementation of Murmur3; whoever has to change them moves every key of every user. */
    @ParameterizedTest
    @CsvSource({
        "active-models, customers, 54123",
        "active-models, orders, 14895",
        "active-models, Straße, 66340",
        "active-models, 日本, 17519",
        "active-models, a, 89447",
        "active-models, order-items-2026, 4845",
        "active-models, 😀, 82720",
        "active-models/canary, customers, 17183",
        "active-models/canary, orders, 77511",
        "active-models/canary, 日本, 98877",
        "pricing, customers, 34768",
        "pricing, a, 71092",
    })
    void keepsTheBucketOfAKeyForEver(String salt, String key, int bucket) {
        assertThat(Share.bucketOf(Share.seedOf(salt), key)).isEqualTo(bucket);
    }

    @Test
    void keepsTheSeedOfASaltForEver() {
        assertThat(Share.seedOf("active-models")).isEqualTo(1_102_735_516);
        assertThat(Share.seedOf("pricing")).isEqualTo(-1_234_910_765);
        assertThat(Share.bucketOf(Share.seedOf("active-models"), "x".repeat(100)))
                .isEqualTo(12_656);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.001, 1",
        "1, 1000",
        "12.5, 12500",
        "012.5, 12500",
        "99.999, 99999",
        "100, 100000",
        "100.000, 100000",
        "7.0, 7000"
    })
    void readsPercentages(String text, int buckets) {
        assertThat(Share.parse("percentage", text)).isEqualTo(new Share(buckets));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "25%",
                "101",
                "100.001",
                "-1",
                "+5",
                "NaN",
                "Infinity",
                "1e1",
                "0x10",
                "1,5",
                ".5",
                "5.",
                "1.2345",
                " 25",
                "25 ",
                "٢٥",
                "２５",
                "25\n",
                "1000",
                "0.0000",
                "--",
                "\u0000"
            })
    void refusesWhatIsNotAPercentage(String text) {
        assertThatThrownBy(() -> Share.parse("percentage", text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void saysWhatAPercentageIs() {
        assertThatThrownBy(() -> Share.parse("MIGRATION_NEW_PIPELINE_PCT", "25%"))
                .hasMessage("MIGRATION_NEW_PIPELINE_PCT must be a number from 0 to 100 with at most 3 decimals,"
                        + " but was 25%");
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {-0.001, 100.001, 0.0001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300})
    void refusesNumbersThatAreNoPercentage(double percent) {
        assertThatThrownBy(() -> Share.of(percent)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void refusesBucketsOutsideOfItsRange() {
        assertThatThrownBy(() -> new Share(100_001))
                .hasMessage("share must be from 0 to 100000 buckets, but was 100001");
        assertThatThrownBy(() -> new Share(-1)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void writesWhatItReads() {
        assertThat(Share.of(12.5).text()).isEqualTo("12.5");
        assertThat(Share.of(100).text()).isEqualTo("100");
        assertThat(Share.NONE.text()).isEqualTo("0");
        assertThat(new Share(1).text()).isEqualTo("0.001");
        assertThat(Share.of(20)).hasToString("20 %");
        for (int buckets = 0; buckets <= Share.BUCKETS; buckets += 7) {
            Share share = new Share(buckets);
            assertThat(Share.parse("percentage", share.text())).isEqualTo(share);
            assertThat(Share.of(share.percent())).isEqualTo(share);
        }
    }

    @Test
    void coversTheBucketsBelowIt() {
        assertThat(Share.NONE.covers(0)).isFalse();
        assertThat(new Share(1).covers(0)).isTrue();
        assertThat(new Share(1).covers(1)).isFalse();
        assertThat(Share.ALL.covers(99_999)).isTrue();
    }
}
