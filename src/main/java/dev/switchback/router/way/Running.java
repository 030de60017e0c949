package dev.switchback.router.way;

import dev.switchback.pipeline.AsyncPipeline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A stage that a pipeline was asked for.
 *
 * @param outcome settles when the stage does; nobody outside gets hold of it, so nobody can settle it early
 * @param stage the pipeline's own stage, null if it gave none
 */
record Running<O>(CompletableFuture<O> outcome, @Nullable CompletionStage<? extends O> stage) {

    /** Asks a pipeline when nobody need know of the end; throwing is the same as a failed stage. */
    static <I, O> Running<O> of(AsyncPipeline<I, O> pipeline, I request) {
        return of(pipeline, request, () -> {});
    }

    /**
     * Asks a pipeline; throwing is the same as a failed stage.
     *
     * @param atEnd runs once, when the stage has settled, before the outcome does
     */
    static <I, O> Running<O> of(AsyncPipeline<I, O> pipeline, I request, Runnable atEnd) {
        CompletableFuture<O> outcome = new CompletableFuture<>();
        CompletionStage<? extends O> stage;
        try {
            stage = pipeline.generate(request);
            stage.whenComplete((output, thrown) -> settle(outcome, output, thrown, atEnd));
        } catch (Throwable thrown) {
            atEnd.run();
            return new Running<>(CompletableFuture.failedFuture(thrown), null);
        }
        return new Running<>(outcome, stage);
    }

    private static <O> void settle(CompletableFuture<O> outcome, O output, @Nullable Throwable thrown, Runnable atEnd) {
        atEnd.run();
        if (thrown == null) {
            outcome.complete(output);
        } else {
            outcome.completeExceptionally(cause(thrown));
        }
    }

    /**
     * Asks the pipeline's stage to stop; one that cannot be cancelled goes on, and counts as running until it ends. A
     * plain future only says that it is cancelled, at once, and reaches nothing of the work behind it.
     */
    void stop() {
        CompletionStage<? extends O> asked = stage;
        if (asked instanceof CompletableFuture<? extends O> cancellable
                && !asked.getClass().equals(CompletableFuture.class)) {
            cancellable.cancel(true);
        }
    }

    static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
