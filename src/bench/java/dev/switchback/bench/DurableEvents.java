package dev.switchback.bench;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A durable event beside one write and one force by hand. They take turns of a few milliseconds, for the speed of a disk
 * changes from second to second; what counts is the middle one of the ratios of turns that followed each other.
 */
public class DurableEvents {

    /** By 1, 8 and 64 callers. */
    @Benchmark
    public void callers(Rivals.OfCallers rivals, Turns turns) throws Exception {
        turns.take(rivals);
    }

    /** After 1,000 to 1,000,000 events. */
    @Benchmark
    public void histories(Rivals.OfHistories rivals, Turns turns) throws Exception {
        turns.take(rivals);
    }

    /** What was measured in one iteration. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Turns {

        private final List<Double> committed = new ArrayList<>();
        private final List<Double> byHand = new ArrayList<>();
        private boolean handFirst;

        /** Forgets the last iteration. */
        @Setup(Level.Iteration)
        public void begin() {
            committed.clear();
            byHand.clear();
        }

        void take(Rivals rivals) throws Exception {
            handFirst = !handFirst;
            double first = handFirst ? rivals.byHand() : rivals.committed();
            double second = handFirst ? rivals.committed() : rivals.byHand();
            byHand.add(handFirst ? first : second);
            committed.add(handFirst ? second : first);
        }

        /** {@return the middle one of what an event took, in nanoseconds} */
        public double eventNanos() {
            return median(committed);
        }

        /** {@return the same by hand} */
        public double handNanos() {
            return median(byHand);
        }

        /** {@return the middle one of the ratios} */
        public double ratio() {
            List<Double> ratios = new ArrayList<>();
            for (int turn = 0; turn < committed.size(); turn++) {
                ratios.add(committed.get(turn) / byHand.get(turn));
            }
            return median(ratios);
        }

        /** {@return the ratio of the time that all events took, rare long ones included} */
        public double ratioOfAll() {
            return sum(committed) / sum(byHand);
        }

        private static double median(List<Double> values) {
            return Figures.median(values.stream().mapToDouble(Double::doubleValue).toArray());
        }

        private static double sum(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }
}
