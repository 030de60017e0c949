package dev.switchback.canary;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is told, and lets a test wait for the next verdict. */
final class RecordingObserver implements CanaryObserver {

    final BlockingQueue<CanaryVerdict> verdicts = new LinkedBlockingQueue<>();
    final List<String> raised = new CopyOnWriteArrayList<>();

    @Override
    public void onVerdict(CanaryVerdict verdict) {
        verdicts.add(verdict);
    }

    @Override
    public void raised(String operation, Throwable error) {
        raised.add("%s %s".formatted(operation, error.getClass().getSimpleName()));
    }

    CanaryVerdict next() throws InterruptedException {
        CanaryVerdict verdict = verdicts.poll(20, TimeUnit.SECONDS);
        if (verdict == null) {
            throw new AssertionError("no verdict within 20 s");
        }
        return verdict;
    }
}
