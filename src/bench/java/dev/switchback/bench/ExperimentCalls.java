package dev.switchback.bench;

import com.github.rawls238.scientist4j.Experiment;
import io.dropwizard.metrics5.MetricRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Scientist4J: it compares two sides and routes nothing. */
public class ExperimentCalls {

    /** Switched off: the control alone. */
    @Benchmark
    public String off(Off experiment, Requests.OfBothSides requests) throws Exception {
        String request = requests.next();
        return experiment.experiment.run(() -> request, () -> request);
    }

    /** Switched on: both sides, one after the other. */
    @Benchmark
    public String on(On experiment, Requests.OfBothSides requests) throws Exception {
        String request = requests.next();
        return experiment.experiment.run(() -> request, () -> request);
    }

    /** An experiment that is switched off. */
    @State(Scope.Benchmark)
    public static class Off {

        private final Experiment<String> experiment = new Experiment<>("bench", new MetricRegistry()) {
            @Override
            protected boolean enabled() {
                return false;
            }
        };
    }

    /** An experiment that runs. */
    @State(Scope.Benchmark)
    public static class On {

        private final Experiment<String> experiment = new Experiment<>("bench", new MetricRegistry());
    }
}
