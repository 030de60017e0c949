package dev.switchback.cli.generate;

import dev.switchback.Migration;
import dev.switchback.activemodel.GenerationException;
import dev.switchback.activemodel.GenerationPlan;
import dev.switchback.activemodel.GenerationRequest;
import dev.switchback.activemodel.ModelFiles;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.pipeline.Route;
import dev.switchback.router.Execution;
import dev.switchback.router.Explanation;
import dev.switchback.router.MigrationAdapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Generates the models of one plan through the adapter, and keeps what became of each table; for one thread. */
public final class ModelRun {

    private final MigrationAdapter<GenerationRequest, ModelFiles, GenerationException> adapter;
    private final Verdicts verdicts;
    private final LongSupplier nanoTime;
    private final Map<Route, Map<String, Duration>> took = new EnumMap<>(Route.class);

    /**
     * Makes a run on a started migration.
     *
     * @param verdicts the observer of the migration's canaries
     */
    public ModelRun(Migration migration, Pipelines pipelines, Verdicts verdicts) {
        this.verdicts = verdicts;
        this.nanoTime = System::nanoTime;
        for (Route route : Route.values()) {
            took.put(route, new ConcurrentHashMap<>());
        }
        adapter = migration
                .legacy(timed(Route.LEGACY, pipelines.legacy()))
                .newPipeline(timed(Route.NEW, pipelines.replacement()))
                .routingKey(GenerationRequest::key)
                .comparator(ModelReplay.comparison())
                .samples(new ModelReplay(), UnaryOperator.identity()) // names of tables and columns are all there is
                .build();
    }

    /**
     * The two pipelines.
     *
     * @param legacy the one that is being replaced
     * @param replacement its replacement
     */
    public record Pipelines(
            Pipeline<GenerationRequest, ModelFiles, GenerationException> legacy,
            Pipeline<GenerationRequest, ModelFiles, GenerationException> replacement) {}

    /** Told how far a run has come. */
    @FunctionalInterface
    public interface Progress {

        /** Called after each table. */
        void done(int tables, int total, String last);
    }

    /** {@return what became of each table, routed by the rules} */
    public List<TableRun> routed(GenerationPlan plan, Progress progress) {
        return each(plan, progress, this::route);
    }

    /**
     * Returns what became of each table on one side, whatever the rules say.
     *
     * @throws dev.switchback.router.ForcedCallRefusedException if the new side may not run ; nothing more is generated
     */
    public List<TableRun> forced(GenerationPlan plan, Route route, boolean bypassBreaker, Progress progress) {
        return each(plan, progress, request -> force(request, route, bypassBreaker));
    }

    private List<TableRun> each(
            GenerationPlan plan, Progress progress, Function<GenerationRequest, TableRun> generator) {
        List<GenerationRequest> requests = plan.requests();
        List<TableRun> runs = new ArrayList<>();
        for (GenerationRequest request : requests) {
            runs.add(generator.apply(request));
            progress.done(runs.size(), requests.size(), request.key());
        }
        return runs.stream()
                .map(run -> run.with(durations(run.table()), verdicts.of(run.table())))
                .toList();
    }

    private TableRun route(GenerationRequest request) {
        try {
            Execution<ModelFiles> execution = adapter.execute(request);
            Optional<String> cause = execution instanceof Execution.FellBack<ModelFiles> fell
                    ? Optional.of(said(fell.cause()))
                    : Optional.empty();
            return new TableRun(
                    request.key(),
                    execution.decision().route(),
                    execution.decision().reason().text(),
                    Optional.of(execution.served()),
                    cause.isPresent(),
                    Optional.of(execution.output()),
                    cause,
                    Map.of(),
                    Optional.empty());
        } catch (RuntimeException failed) { // one table's failure is in the report, beside the others
            Explanation why = adapter.explain(request.key());
            return failed(request, why.route(), why.reason().text(), failed);
        }
    }

    private TableRun force(GenerationRequest request, Route route, boolean bypassBreaker) {
        Outcome<ModelFiles> outcome = adapter.forceExecute(route, request, bypassBreaker);
        String reason = "forced_call_" + route.text();
        if (outcome instanceof Outcome.Threw<ModelFiles> threw) {
            return failed(request, route, reason, threw.error());
        }
        ModelFiles files = ((Outcome.Returned<ModelFiles>) outcome).output();
        return new TableRun(
                request.key(),
                route,
                reason,
                Optional.of(route),
                false,
                Optional.of(files),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    private static TableRun failed(GenerationRequest request, Route assigned, String reason, Throwable thrown) {
        return new TableRun(
                request.key(),
                assigned,
                reason,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(said(thrown)),
                Map.of(),
                Optional.empty());
    }

    private static String said(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }

    private Map<Route, Duration> durations(String table) {
        Map<Route, Duration> durations = new EnumMap<>(Route.class);
        took.forEach((route, byTable) -> {
            Duration duration = byTable.get(table);
            if (duration != null) {
                durations.put(route, duration);
            }
        });
        return durations;
    }

    private Pipeline<GenerationRequest, ModelFiles, GenerationException> timed(
            Route route, Pipeline<GenerationRequest, ModelFiles, GenerationException> pipeline) {
        Map<String, Duration> times = took.getOrDefault(route, new ConcurrentHashMap<>());
        return request -> {
            long begun = nanoTime.getAsLong();
            try {
                return pipeline.generate(request);
            } finally {
                times.put(request.key(), Duration.ofNanos(nanoTime.getAsLong() - begun));
            }
        };
    }
}
