package dev.switchback.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FalseTripsTest {

    @Test
    void saysHowOftenFiveErrorsComeTogetherByChance() {
        assertThat(FalseTrips.of(1, 1, 5).odds().orElseThrow()).isCloseTo(0.00366, within(0.00001));
        assertThat(FalseTrips.of(1, 3, 5).odds().orElseThrow()).isCloseTo(0.18474, within(0.00001));
        assertThat(FalseTrips.of(1, 5, 5).odds().orElseThrow()).isCloseTo(0.55951, within(0.00001));
        assertThat(FalseTrips.of(1, 0, 5).odds()).hasValue(0);
    }

    @Test
    void saysWhichThresholdIsReachedOnceInTenThousandWindows() {
        double[] means = {0, 0.5, 1, 2, 3, 5, 10, 30};
        int[] thresholds = {1, 6, 7, 10, 12, 16, 25, 53};

        for (int row = 0; row < means.length; row++) {
            assertThat(FalseTrips.of(1, means[row], 5).rareThreshold())
                    .as("mean %s", means[row])
                    .hasValue(thresholds[row]);
        }
    }

    @Test
    void staysFiniteForManyErrors() {
        assertThat(FalseTrips.of(1, 5_000, 5).odds().orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(FalseTrips.of(1, 5_000, 5).rareThreshold().orElseThrow()).isBetween(5_200, 5_300);
    }

    @Test
    void knowsNothingBeforeAWindowHasPassed() {
        BreakerKit kit = new BreakerKit();
        kit.fail(1);
        kit.after(Duration.ofSeconds(299));
        assertThat(kit.breaker.status().falseTrips()).isEqualTo(FalseTrips.unknown());

        kit.after(Duration.ofSeconds(1));
        assertThat(kit.breaker.status().falseTrips()).isEqualTo(FalseTrips.of(1, 1, 5));
    }

    @Test
    void leavesBurstsAndTheTimeWithoutCallsOut() {
        BreakerKit kit = new BreakerKit();
        kit.fail(2);
        kit.after(Duration.ofMinutes(5));
        kit.openAndWait();
        kit.succeed(3);
        kit.after(Duration.ofMinutes(5));

        assertThat(kit.breaker.status().falseTrips()).isEqualTo(FalseTrips.of(2, 1, 5));
    }

    @Test
    void restsOnTheLast288Windows() {
        BreakerKit kit = new BreakerKit();
        kit.fail(4);
        kit.after(Duration.ofDays(1));
        assertThat(kit.breaker.status().falseTrips().expectedErrors()).hasValue(4.0 / 288);

        kit.after(Duration.ofMinutes(5));
        assertThat(kit.breaker.status().falseTrips().expectedErrors()).hasValue(0);
    }
}
