package dev.switchback.soak;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Both pipelines, which count by themselves what is asked of them; the new one fails as the weather is. */
final class Pipelines {

    static final String SOFT = "soft:";

    private static final long LONG_RUNS = 0x5DEECE66DL;
    private static final long LONG_NANOS = 20_000_000;

    final Side legacy = new Side();
    final Side replacement = new Side();
    final Periods periods = new Periods();
    volatile int failingPerMille;
    volatile boolean probeFails;

    /** What one side was asked, by who asked. */
    static final class Side {
        final LongAdder served = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder shadows = new LongAdder();
        final LongAdder probes = new LongAdder();

        private void count(Ask ask, boolean shadow) {
            (ask.probe() ? probes : shadow ? shadows : served).increment();
        }

        private void failed(Ask ask, boolean shadow) {
            if (!ask.probe() && !shadow) {
                failed.increment();
            }
        }
    }

    String legacy(Ask ask) throws Refusal {
        return legacy(ask, isShadow());
    }

    CompletionStage<String> legacyLater(Ask ask, Executor executor) {
        boolean shadow = isShadow();
        return later(() -> legacy(ask, shadow), executor);
    }

    String replacement(Ask ask) throws Refusal {
        return replacement(ask, isShadow());
    }

    CompletionStage<String> replacementLater(Ask ask, Executor executor) {
        boolean shadow = isShadow();
        return later(() -> replacement(ask, shadow), executor);
    }

    private static boolean isShadow() {
        return Thread.currentThread().getName().startsWith("switchback-canary");
    }

    private String legacy(Ask ask, boolean shadow) throws Refusal {
        legacy.count(ask, shadow);
        takeTime(ask); // so that a canary of the new side may begin long after its request was routed
        if (ask.probe() ? probeFails : Refusal.isDue(ask)) {
            legacy.failed(ask, shadow);
            throw Refusal.of(ask);
        }
        return "legacy:" + ask.key();
    }

    private String replacement(Ask ask, boolean shadow) throws Refusal {
        replacement.count(ask, shadow);
        if (ask.probe()) { // marked, and free to run after DRAINED
            return "new:probe";
        }
        long period = periods.begun(ask);
        long chance = Ask.mixed(~ask.number());
        try {
            takeTime(ask);
            if (Long.remainderUnsigned(chance, 1_000) < failingPerMille) {
                replacement.failed(ask, shadow);
                return failure(ask, (int) (chance >>> 60));
            }
            return "new:" + ask.key();
        } finally {
            periods.ended(ask, period);
        }
    }

    /** Now and then a run takes long, whoever interrupts it: or nothing would ever be left to drain. */
    private static void takeTime(Ask ask) {
        if (Long.remainderUnsigned(Ask.mixed(ask.number() ^ LONG_RUNS), 500) == 0) {
            boolean interrupted = false;
            for (long end = System.nanoTime() + LONG_NANOS; end - System.nanoTime() > 0; ) {
                LockSupport.parkNanos(end - System.nanoTime());
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String failure(Ask ask, int kind) throws Refusal {
        switch (kind % 5) {
            case 0 -> throw new IllegalStateException("new");
            case 1 -> throw new NoClassDefFoundError("new");
            case 2 -> throw new Refusal("new");
            case 3 -> throw new StackOverflowError("new");
            default -> {
                return SOFT + ask.key();
            }
        }
    }

    private static CompletionStage<String> later(Answer answer, Executor executor) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                stage.complete(answer.get());
            } catch (Throwable thrown) {
                stage.completeExceptionally(thrown);
            }
        });
        return stage;
    }

    @FunctionalInterface
    private interface Answer {
        String get() throws Refusal;
    }
}
