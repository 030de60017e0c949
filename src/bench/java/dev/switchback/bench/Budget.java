package dev.switchback.bench;

import java.util.List;

/** What a call may cost; each limit holds for every number of threads. */
enum Budget {
    /** Measured for comparison only. */
    NONE {
        @Override
        List<Limit> limits(Figures figures, Row row, int threads) {
            return List.of();
        }
    },
    /** 0 B, below 2 ns. */
    QUIET {
        @Override
        List<Limit> limits(Figures figures, Row row, int threads) {
            Figures.Figure cost = figures.of(row, threads);
            return List.of(new Limit("%.0f ns", cost.nanos(), 2), new Limit("%.0f B", cost.bytes(), 0));
        }
    },
    /** 60 ns, 64 B. */
    LEGACY {
        @Override
        List<Limit> limits(Figures figures, Row row, int threads) {
            Figures.Figure cost = figures.of(row, threads);
            return List.of(new Limit("%.0f ns", cost.nanos(), 60), new Limit("%.0f B", cost.bytes(), 64));
        }
    },
    /** The same and one timer. */
    LEGACY_AND_TIMER {
        @Override
        List<Limit> limits(Figures figures, Row row, int threads) {
            Figures.Figure cost = figures.of(row, threads);
            double nanos = 60 + figures.of(Row.TIMER, threads).nanos();
            return List.of(new Limit("%.0f ns", cost.nanos(), nanos), new Limit("%.0f B", cost.bytes(), 64));
        }
    },
    /** 1.6 times a bare breaker with the same window, half of LaunchDarkly, 128 B. */
    NEW {
        @Override
        List<Limit> limits(Figures figures, Row row, int threads) {
            Figures.Figure cost = figures.of(row, threads);
            return List.of(
                    new Limit("%.1fx R4j-5m", figures.ratio(row, Row.RESILIENCE4J_BY_TIME, threads), 1.6),
                    new Limit("%.1fx LD", figures.ratio(row, Row.LAUNCH_DARKLY, threads), 0.5),
                    new Limit("%.0f B", cost.bytes(), 128));
        }
    };

    /** What is below is the profiler's own noise: it divides what the whole process allocates by the calls. */
    private static final double NOISE = 0.5;

    abstract List<Limit> limits(Figures figures, Row row, int threads);

    /**
     * One thing that is limited.
     *
     * @param format how the limit is written
     * @param measured what was measured
     * @param most what is allowed
     */
    record Limit(String format, double measured, double most) {

        String text() {
            return "<= " + format.formatted(most);
        }

        boolean holds() {
            return measured <= most + (most == 0 ? NOISE : 0);
        }
    }
}
