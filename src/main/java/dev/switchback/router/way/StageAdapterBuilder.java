package dev.switchback.router.way;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.replay.ReplaySubject;
import dev.switchback.canary.sample.Samples;
import dev.switchback.pipeline.AsyncPipeline;
import dev.switchback.router.AsyncAdapterBuilder;
import dev.switchback.router.AsyncMigrationAdapter;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Builds the adapter for pipelines that complete a stage. */
final class StageAdapterBuilder<I, O> implements AsyncAdapterBuilder<I, O> {

    private final Routing routing;
    private final AsyncPipeline<I, O> legacy;
    private final AsyncPipeline<I, O> replacement;
    private final AdapterDraft<I, O> draft = new AdapterDraft<>();

    StageAdapterBuilder(Routing routing, AsyncPipeline<I, O> legacy, AsyncPipeline<I, O> replacement) {
        this.routing = routing;
        this.legacy = legacy;
        this.replacement = replacement;
    }

    @Override
    public AsyncAdapterBuilder<I, O> routingKey(Function<? super I, String> key) {
        draft.routingKey(key);
        return this;
    }

    @Override
    public AsyncAdapterBuilder<I, O> failedWhen(Predicate<? super O> softFailure) {
        draft.failedWhen(softFailure);
        return this;
    }

    @Override
    public AsyncAdapterBuilder<I, O> comparator(OutputComparator<? super O> comparator) {
        draft.comparator(comparator);
        return this;
    }

    @Override
    public AsyncAdapterBuilder<I, O> newTimeout(Duration limit) {
        draft.newTimeout(limit);
        return this;
    }

    @Override
    public AsyncAdapterBuilder<I, O> newConcurrency(int limit) {
        draft.newConcurrency(limit);
        return this;
    }

    @Override
    public AsyncAdapterBuilder<I, O> notRepeatable() {
        draft.notRepeatable();
        return this;
    }

    @Override
    public AsyncAdapterBuilder<I, O> repeatableLegacy() {
        draft.repeatableLegacy();
        return this;
    }

    @Override
    public AsyncAdapterBuilder<I, O> samples(ReplaySubject<I, O> subject, UnaryOperator<String> clean) {
        draft.samples(new Samples<>(subject, clean));
        return this;
    }

    @Override
    public AsyncAdapterBuilder<I, O> canaryContext(UnaryOperator<Runnable> context) {
        draft.canaryContext(context);
        return this;
    }

    @Override
    public AsyncAdapterBuilder<I, O> probe(I request) {
        draft.probe(request);
        return this;
    }

    @Override
    public AsyncMigrationAdapter<I, O> build() {
        draft.probe()
                .ifPresent(request ->
                        routing.probes().add(() -> waitFor(legacy, request), () -> waitFor(replacement, request)));
        return new AsyncAdapter<>(routing, legacy, replacement, draft.settings());
    }

    private static <I, O> O waitFor(AsyncPipeline<I, O> pipeline, I request) throws Exception {
        return Running.of(pipeline, request).outcome().get();
    }
}
