package dev.switchback.schema;

import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackStrategy;
import dev.switchback.rollback.Step;
import dev.switchback.rollback.StepContext;
import dev.switchback.rollback.Validation;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.Selection;
import dev.switchback.state.Attribution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes migrations of a schema back under the rollback manager, which records who asked for it and why, and has it
 * finished by another process if this one dies.
 *
 * <p>Each step asks the database where its migration stands, so that one that is done already is not done again. While
 * it runs, the lock of the table keeps every other change of the schema out; nothing else has to be forced.
 */
public final class SchemaRollback implements RollbackStrategy {

    private static final String KIND = "schema:";

    private final String target;
    private final SchemaMigrations migrations;
    private final List<String> versions;
    private final boolean collects;
    private final RollbackOptions options;
    private final List<RolledBack.One> done = new CopyOnWriteArrayList<>();
    private final List<RolledBack.NotDone> failed = new CopyOnWriteArrayList<>();

    private SchemaRollback(
            String target,
            SchemaMigrations migrations,
            List<String> versions,
            boolean collects,
            RollbackOptions options) {
        this.target = target;
        this.migrations = migrations;
        this.versions = List.copyOf(versions);
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
        List<String> versions = migrations.plan(selection, options).rollbacks().stream()
                .map(one -> one.migration().version())
                .toList();
        return new SchemaRollback(
                KIND + database, migrations, versions, selection instanceof Selection.Phantoms, options);
    }

    /** {@return the versions that it takes back, in the order in which it does} */
    public List<String> versions() {
        return versions;
    }

    /** {@return what this process has rolled back, and what it could not} */
    public RolledBack result() {
        return new RolledBack(migrations.target().title(), done, failed);
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void force(long epoch) {
        // the lock of the table of migrations is what keeps others out, and whoever rolls back takes it
    }

    @Override
    public List<Step> plan(RollbackRequest request) {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String version : versions) {
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
        RolledBack result = migrations.rollback(new Selection.Only(version), by);
        done.addAll(result.done());
        failed.addAll(result.failed());
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

    private boolean isApplied(String version) {
        return migrations.status().migrations().stream()
                .anyMatch(one -> one.version().equals(version) && one.row().isPresent());
    }

    @Override
    public Validation validate(StepContext context) {
        List<String> left = versions.stream().filter(this::isApplied).toList();
        String detail = left.isEmpty()
                ? "none of %d migrations is applied any more".formatted(versions.size())
                : "still applied: %s".formatted(String.join(", ", left));
        return Validation.of(Validation.Check.critical("migrations_rolled_back", left.isEmpty(), detail));
    }
}
