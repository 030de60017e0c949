package dev.switchback.router.way;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.replay.ReplaySubject;
import dev.switchback.canary.sample.Samples;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.router.AdapterBuilder;
import dev.switchback.router.MigrationAdapter;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Builds the adapter for pipelines that answer on the caller's thread. */
final class SyncAdapterBuilder<I, O, X extends Exception> implements AdapterBuilder<I, O, X> {

    private final Routing routing;
    private final Pipeline<I, O, X> legacy;
    private final Pipeline<I, O, X> replacement;
    private final AdapterDraft<I, O> draft = new AdapterDraft<>();

    SyncAdapterBuilder(Routing routing, Pipeline<I, O, X> legacy, Pipeline<I, O, X> replacement) {
        this.routing = routing;
        this.legacy = legacy;
        this.replacement = replacement;
    }

    @Override
    public AdapterBuilder<I, O, X> routingKey(Function<? super I, String> key) {
        draft.routingKey(key);
        return this;
    }

    @Override
    public AdapterBuilder<I, O, X> failedWhen(Predicate<? super O> softFailure) {
        draft.failedWhen(softFailure);
        return this;
    }

    @Override
    public AdapterBuilder<I, O, X> comparator(OutputComparator<? super O> comparator) {
        draft.comparator(comparator);
        return this;
    }

    @Override
    public AdapterBuilder<I, O, X> newTimeout(Duration limit) {
        draft.newTimeout(limit);
        return this;
    }

    @Override
    public AdapterBuilder<I, O, X> newConcurrency(int limit) {
        draft.newConcurrency(limit);
        return this;
    }

    @Override
    public AdapterBuilder<I, O, X> notRepeatable() {
        draft.notRepeatable();
        return this;
    }

    @Override
    public AdapterBuilder<I, O, X> repeatableLegacy() {
        draft.repeatableLegacy();
        return this;
    }

    @Override
    public AdapterBuilder<I, O, X> samples(ReplaySubject<I, O> subject, UnaryOperator<String> clean) {
        draft.samples(new Samples<>(subject, clean));
        return this;
    }

    @Override
    public AdapterBuilder<I, O, X> canaryContext(UnaryOperator<Runnable> context) {
        draft.canaryContext(context);
        return this;
    }

    @Override
    public AdapterBuilder<I, O, X> probe(I request) {
        draft.probe(request);
        return this;
    }

    @Override
    public MigrationAdapter<I, O, X> build() {
        draft.probe()
                .ifPresent(request ->
                        routing.probes().add(() -> legacy.generate(request), () -> replacement.generate(request)));
        return new SyncAdapter<>(routing, legacy, replacement, draft.settings());
    }
}
