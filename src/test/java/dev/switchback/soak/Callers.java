package dev.switchback.soak;

import dev.switchback.Migration;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.router.AsyncMigrationAdapter;
import dev.switchback.router.Execution;
import dev.switchback.router.ForcedCallRefusedException;
import dev.switchback.router.MigrationAdapter;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;

/** The callers: what they ask, what they may get, and what they count of it. */
final class Callers {

    final LongAdder requests = new LongAdder();
    final LongAdder answeredByNew = new LongAdder();
    final LongAdder forcedNew = new LongAdder();
    final LongAdder forcedNewFailed = new LongAdder();
    final LongAdder forcedLegacy = new LongAdder();
    final LongAdder refused = new LongAdder();
    final Queue<String> violations = new ConcurrentLinkedQueue<>();

    private final long seed;
    private final AtomicLong next = new AtomicLong();
    private final MigrationAdapter<Ask, String, Refusal> plain;
    private final MigrationAdapter<Ask, String, Refusal> limited;
    private final AsyncMigrationAdapter<Ask, String> later;

    Callers(Migration migration, Pipelines pipelines, Executor executor, long seed) {
        this.seed = seed;
        plain = migration
                .legacy(pipelines::legacy)
                .newPipeline(pipelines::replacement)
                .routingKey(Ask::routingKey)
                .failedWhen(Callers::isSoft)
                .probe(Ask.PROBE)
                .build();
        limited = migration
                .legacy(pipelines::legacy)
                .newPipeline(pipelines::replacement)
                .routingKey(Ask::routingKey)
                .failedWhen(Callers::isSoft)
                .newTimeout(Duration.ofMinutes(5)) // on another thread, and never late: what it counts stays exact
                .newConcurrency(2)
                .build();
        later = migration
                .legacyAsync((Ask ask) -> pipelines.legacyLater(ask, executor))
                .newPipeline(ask -> pipelines.replacementLater(ask, executor))
                .routingKey(Ask::routingKey)
                .failedWhen(Callers::isSoft)
                .build();
    }

    /** Asks as long as the number of the next request, over all callers, is to be asked. */
    void ask(LongPredicate more) {
        for (long number = next.getAndIncrement(); more.test(number); number = next.getAndIncrement()) {
            Ask ask = Ask.of(seed, number);
            try {
                one(ask, Long.remainderUnsigned(Ask.mixed(seed ^ number), 1_000));
            } catch (Throwable thrown) {
                violations.add("request %d threw %s at %s".formatted(number, thrown, List.of(thrown.getStackTrace())));
            }
        }
    }

    private void one(Ask ask, long dice) throws Exception {
        if (dice < 2) {
            forcedNew(ask, dice == 0);
        } else if (dice < 4) {
            forcedLegacy(ask);
        } else {
            requests.increment();
            if (dice < 14) {
                checked(ask, () -> limited.generate(ask));
            } else if (dice < 24) {
                checked(ask, () -> answer(ask));
            } else if (dice < 124) {
                checked(ask, () -> execution(ask));
            } else {
                checked(ask, () -> plain.generate(ask));
            }
        }
    }

    /** What a caller sees is what one of both pipelines answers, or the very thing that legacy throws for the key. */
    private void checked(Ask ask, Call call) throws Exception {
        String answer;
        try {
            answer = call.get();
        } catch (Refusal refusal) {
            expect(ask, Refusal.isDue(ask) && refusal == Refusal.of(ask), refusal);
            return;
        }
        boolean byNew = answer.equals("new:" + ask.key());
        expect(ask, byNew || (answer.equals("legacy:" + ask.key()) && !Refusal.isDue(ask)), answer);
        if (byNew) {
            answeredByNew.increment();
        }
    }

    private String answer(Ask ask) throws Exception {
        try {
            return later.generate(ask).toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    private String execution(Ask ask) throws Refusal {
        Execution<String> execution = plain.execute(ask);
        expect(ask, execution.output().startsWith(execution.served().text()), execution);
        return execution.output();
    }

    private void forcedNew(Ask ask, boolean bypass) {
        try {
            Outcome<String> outcome = plain.forceExecute(Route.NEW, ask, bypass);
            forcedNew.increment();
            if (!(outcome instanceof Outcome.Returned<String> returned) || isSoft(returned.output())) {
                forcedNewFailed.increment();
            }
        } catch (ForcedCallRefusedException heldOrOpen) {
            refused.increment();
        }
    }

    private void forcedLegacy(Ask ask) {
        Outcome<String> outcome = plain.forceExecute(Route.LEGACY, ask, false);
        forcedLegacy.increment();
        boolean threw = outcome instanceof Outcome.Threw<String> failed && failed.error() == Refusal.of(ask);
        expect(ask, threw == Refusal.isDue(ask), outcome);
    }

    private void expect(Ask ask, boolean holds, Object found) {
        if (!holds) {
            violations.add("request %d for key %d got %s".formatted(ask.number(), ask.key(), found));
        }
    }

    private static boolean isSoft(String output) {
        return output.startsWith(Pipelines.SOFT);
    }

    @FunctionalInterface
    private interface Call {
        String get() throws Exception;
    }
}
