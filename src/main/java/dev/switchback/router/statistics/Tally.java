package dev.switchback.router.statistics;

/** The runs of one side, counted by many threads at once; no update is ever lost. */
public final class Tally {

    private static final int RUNS = 0;
    private static final int NANOS = 1;
    private static final int FAILED = 2;

    private final Stripes counts = new Stripes(3);
    private final RecentTimes recent = new RecentTimes();

    /** Counts a run that went well. */
    public void ran(long tookNanos) {
        counts.add(RUNS, 1);
        counts.add(NANOS, tookNanos);
        recent.record(tookNanos);
    }

    /** Counts a run that failed. */
    public void failed(long tookNanos) {
        counts.add(FAILED, 1);
        ran(tookNanos);
    }

    /** {@return how many runs, failed ones included} */
    public long runs() {
        return counts.sum(RUNS);
    }

    /** {@return how many of them failed} */
    public long failures() {
        return counts.sum(FAILED);
    }

    /** {@return how long all of them took together} */
    public long totalNanos() {
        return counts.sum(NANOS);
    }

    /** {@return all of it, read one after another} */
    public SideStatistics statistics() {
        return SideStatistics.of(runs(), failures(), totalNanos(), recent.sorted());
    }
}
