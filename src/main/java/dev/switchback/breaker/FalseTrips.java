package dev.switchback.breaker;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an error threshold costs by chance: errors that come now and then, one by one, sometimes fall together.
 *
 * <p>They are taken to be unrelated, so their number in a window follows the Poisson distribution.
 *
 * @param windows how many whole windows the figures rest on; windows in which the breaker tripped are left out
 * @param expectedErrors background errors to expect per window; empty before one window has passed
 * @param odds the chance, from 0 to 1, that a window holds enough of them to trip; empty as above
 * @param rareThreshold the lowest threshold that keeps those odds at one in ten thousand; empty as above
 */
public record FalseTrips(int windows, OptionalDouble expectedErrors, OptionalDouble odds, OptionalInt rareThreshold) {

    private static final double RARE = 1e-4;
    private static final double NEGLIGIBLE = 1e-17;

    /** {@return the figures of so many windows that held so many errors each, on average} */
    static FalseTrips of(int windows, double mean, int threshold) {
        return new FalseTrips(
                windows,
                OptionalDouble.of(mean),
                OptionalDouble.of(oddsOfReaching(threshold, mean)),
                OptionalInt.of(rareThreshold(mean)));
    }

    /** {@return the figures before one window has passed} */
    static FalseTrips unknown() {
        return new FalseTrips(0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());
    }

    /** {@return the chance, from 0 to 1, of at least {@code count} events where {@code mean} are expected} */
    static double oddsOfReaching(int count, double mean) {
        if (count <= 0) {
            return 1;
        }
        if (mean <= 0) {
            return 0;
        }
        // from the nearer end, and away from the peak: 1 minus the long sum would lose a small tail to rounding
        return count > mean ? upwardFrom(count, mean) : 1 - downwardFrom(count - 1, mean);
    }

    /** {@return the lowest count whose chance of being reached is at most one in ten thousand} */
    static int rareThreshold(double mean) {
        int count = 1 + (int) mean;
        double tail = oddsOfReaching(count, mean);
        double term = chanceOf(count, mean);
        while (tail > RARE) {
            tail -= term;
            count++;
            term *= mean / count;
        }
        return count;
    }

    private static double upwardFrom(int count, double mean) {
        double sum = 0;
        double term = chanceOf(count, mean);
        for (int events = count; term > sum * NEGLIGIBLE; events++) {
            sum += term;
            term *= mean / (events + 1);
        }
        return Math.min(1, sum);
    }

    private static double downwardFrom(int count, double mean) {
        double sum = 0;
        double term = chanceOf(count, mean);
        for (int events = count; events >= 0 && term > sum * NEGLIGIBLE; events--) {
            sum += term;
            term *= events / mean;
        }
        return Math.min(1, sum);
    }

    private static double chanceOf(int count, double mean) {
        double logarithm = count * Math.log(mean) - mean;
        for (int factor = 2; factor <= count; factor++) {
            logarithm -= Math.log(factor);
        }
        return Math.exp(logarithm);
    }
}
