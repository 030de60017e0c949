package dev.switchback.router.statistics;

import java.util.concurrent.atomic.LongAdder;

/** The runs of one side, counted by many threads at once; no update is ever lost. */
public final class Tally {

    private final LongAdder failed = new LongAdder();
    private final LongAdder runs = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final RecentTimes recent = new RecentTimes();

    /** Counts a run that went well. */
    public void ran(long tookNanos) {
        runs.increment();
        nanos.add(tookNanos);
        recent.record(tookNanos);
    }

    /** Counts a run that failed. */
    public void failed(long tookNanos) {
        failed.increment();
        ran(tookNanos);
    }

    /** {@return how many runs, failed ones included} */
    public long runs() {
        return runs.sum();
    }

    /** {@return how many of them failed} */
    public long failures() {
        return failed.sum();
    }

    /** {@return how long all of them took together} */
    public long totalNanos() {
        return nanos.sum();
    }

    /** {@return all of it, read one after another} */
    public SideStatistics statistics() {
        return SideStatistics.of(runs(), failures(), totalNanos(), recent.sorted());
    }
}
