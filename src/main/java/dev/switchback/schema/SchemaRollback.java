package dev.switchback.schema;

import dev.switchback.pipeline.MigrationException;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackStrategy;
import dev.switchback.rollback.Step;
import dev.switchback.rollback.StepContext;
import dev.switchback.rollback.Validation;
import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.SchemaEvent;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.track.TrackedMigration;
import dev.switchback.schema.track.TrackedMigration.Origin;
import dev.switchback.schema.track.TrackingException;
import dev.switchback.state.Attribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes migrations of a schema back under the rollback manager, which records who asked for it and why, and has it
 * finished by another process if this one dies.
 *
 * <p>Each step asks the database where its migration stands, so that one that is done already is not done again. While
 * it runs, the lock of the table keeps every other change of the schema out; nothing else has to be forced.
 */
public final class SchemaRollback implements RollbackStrategy {

    private static final String KIND = "schema:";

    private final String database;
    private final SchemaMigrations migrations;
    private final Map<String, Chosen> chosen;
    private final boolean collects;
    private final RollbackOptions options;
    private final List<RolledBack.One> done = new CopyOnWriteArrayList<>();
    private final List<RolledBack.NotDone> failed = new CopyOnWriteArrayList<>();
    private volatile @Nullable MigrationException refusal;
    private volatile Consumer<RecordedAttempt> counting = attempt -> {};

    /** What is to be taken back, as its row says. */
    private record Chosen(String title, String branch, DataVerdict data) {}

    private SchemaRollback(
            String database,
            SchemaMigrations migrations,
            Map<String, Chosen> chosen,
            boolean collects,
            RollbackOptions options) {
        this.database = database;
        this.migrations = migrations;
        this.chosen = chosen;
        this.collects = collects;
        this.options = options;
    }

    /**
     * Makes one of what a selection means now.
     *
     * @param database what the database is called: {@code primary}
     * @throws dev.switchback.pipeline.InvalidValueException for a version that is not applied
     * @throws SchemaChangeException if the database cannot be asked
     */
    public static SchemaRollback of(
            String database, SchemaMigrations migrations, Selection selection, RollbackOptions options) {
        Map<String, Chosen> chosen = new LinkedHashMap<>();
        for (PlannedRollback one : migrations.plan(selection, options).rollbacks()) {
            TrackedMigration row = one.migration();
            chosen.put(row.version(), new Chosen(row.title(), row.origin().branch(), one.data()));
        }
        return new SchemaRollback(
                database,
                migrations,
                Collections.unmodifiableMap(chosen),
                selection instanceof Selection.Phantoms,
                options);
    }

    /** {@return the versions that it takes back, in the order in which it does} */
    public List<String> versions() {
        return List.copyOf(chosen.keySet());
    }

    /** {@return what events say of all of them, empty if it is only one, and no phantom} */
    Optional<SchemaEvent.Batch> batch() {
        if (!collects && chosen.size() <= 1) {
            return Optional.empty();
        }
        return Optional.of(new SchemaEvent.Batch(
                collects ? chosen.size() : 0,
                List.of(database),
                migrations.target().schema().map(List::of).orElse(List.of()),
                options.manual(),
                options.dryRun()));
    }

    /** Rolls back what is left of it without anybody who records it, up to what fails first; phantoms all. */
    void runUnrecorded() {
        for (String version : chosen.keySet()) {
            boolean tried = failed.stream().anyMatch(one -> one.version().equals(version));
            if (!tried && isApplied(version)) {
                attempt(version, options);
            }
            if (!collects && !failed.isEmpty()) {
                return;
            }
        }
    }

    /** Tells of each migration whether it was taken back, once that is known; a try-out is not told of. */
    void counting(Consumer<RecordedAttempt> each) {
        counting = each;
    }

    /** {@return what this process has rolled back, and what it could not} */
    public RolledBack result() {
        return new RolledBack(migrations.target().title(), done, failed);
    }

    /** {@return why this process could not go on, if it was a rule, or somebody else who was at it} */
    public Optional<MigrationException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public String target() {
        return migrations
                .target()
                .schema()
                .map(schema -> "%s%s.%s".formatted(KIND, database, plain(schema)))
                .orElse(KIND + database);
    }

    /** Schemas may be called anything, targets may not: then by what is left of the name, and its hash. */
    private static String plain(String schema) {
        return schema.matches("[A-Za-z0-9_.-]{1,40}")
                ? schema
                : "%.30s-%08x".formatted(schema.replaceAll("[^A-Za-z0-9_.-]", "_"), schema.hashCode());
    }

    @Override
    public void force(long epoch) {
        // the lock of the table of migrations is what keeps others out, and whoever rolls back takes it
    }

    @Override
    public List<Step> plan(RollbackRequest request) {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String version : chosen.keySet()) {
            number++;
            steps.add(Step.of(
                    "roll_back_%d".formatted(number),
                    "roll %s back and compare the schema with what it was before it".formatted(version),
                    context -> rollBack(version, context)));
        }
        return steps;
    }

    private String rollBack(String version, StepContext context) {
        if (!isApplied(version)) {
            return "%s is rolled back already".formatted(version);
        }
        RollbackOptions by = new RollbackOptions(
                options.force(),
                options.manual(),
                context.request().dryRun(),
                options.trash(),
                options.backup(),
                new Attribution(
                        context.request().operator(),
                        context.request().reason(),
                        options.by().source()));
        RolledBack result = attempt(version, by);
        if (!result.isComplete()) {
            RolledBack.NotDone first = result.failed().get(0);
            String why = "%s; %s".formatted(first.why(), first.next());
            if (collects) {
                return "%s is not rolled back: %s".formatted(version, why);
            }
            throw SchemaChangeException.notDone(first.title(), why);
        }
        RolledBack.One one = result.done().get(0);
        return "%s is rolled back in %d ms; the schema is %s"
                .formatted(one.title(), one.duration().toMillis(), one.schema().text());
    }

    /** Of phantoms also what is refused is collected, so that it stops no other. */
    private RolledBack attempt(String version, RollbackOptions by) {
        Chosen one = chosen.getOrDefault(version, new Chosen(version, Origin.UNKNOWN, DataVerdict.UNKNOWN));
        long begin = System.nanoTime();
        RolledBack result;
        try {
            result = migrations.rollback(new Selection.Only(version), by, now -> {
                if (chosen.containsKey(version)) { // else another process showed it, which is dead
                    refuseMore(one, now, by);
                }
            });
        } catch (MigrationException refused) {
            if (!collects && done.isEmpty()) {
                refusal = refused;
                if (!(refused instanceof TrackingException busy && busy.isLocked())) { // nothing was tried
                    count(version, one, by, false, since(begin));
                }
                throw refused;
            }
            String title = one.title();
            String why = String.valueOf(refused.getMessage());
            result = new RolledBack(
                    migrations.target().title(),
                    List.of(),
                    List.of(new RolledBack.NotDone(version, title, why, Optional.empty(), "mend that, and try again")));
        }
        done.addAll(result.done());
        failed.addAll(result.failed());
        count(version, one, by, result.isComplete(), since(begin));
        return result;
    }

    /** What a later migration had renamed is seen as its own only once that one is taken back. */
    private static void refuseMore(Chosen shown, SchemaPlan now, RollbackOptions by) {
        for (PlannedRollback one : now.rollbacks()) {
            boolean more = shown.data != DataVerdict.LOST && one.data() == DataVerdict.LOST;
            if (more && !by.trash() && !by.force()) {
                throw SchemaChangeException.refused(
                        "roll %s back".formatted(shown.title),
                        List.of("it costs more than could be seen before: %s; look at it by plan, and begin again"
                                .formatted(String.join("; ", one.effects()))));
            }
        }
    }

    private void count(String version, Chosen one, RollbackOptions by, boolean success, Duration took) {
        if (!by.dryRun()) {
            String where = migrations.target().title();
            counting.accept(new RecordedAttempt(where, version, one.title(), one.branch(), success, took));
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private boolean isApplied(String version) {
        return migrations.status().migrations().stream()
                .anyMatch(one -> one.version().equals(version) && one.row().isPresent());
    }

    @Override
    public Validation validate(StepContext context) {
        List<String> left = chosen.keySet().stream().filter(this::isApplied).toList();
        String detail = left.isEmpty()
                ? "none of %d migrations is applied any more".formatted(chosen.size())
                : "still applied: %s".formatted(String.join(", ", left));
        return Validation.of(Validation.Check.critical("migrations_rolled_back", left.isEmpty(), detail));
    }
}
