package dev.switchback.activemodel;

import dev.switchback.activemodel.ModelNames.ModelName;
import dev.switchback.activemodel.tables.Table;
import java.util.List;

/**
 * One table to generate a model for, and the run it belongs to; what both pipelines take.
 *
 * <p>Immutable, and complete: a pipeline asks no database, so it may run on any thread, twice, or long after the
 * connection is closed.
 */
public final class GenerationRequest {

    private final GenerationPlan plan;
    private final Table table;

    GenerationRequest(GenerationPlan plan, Table table) {
        this.plan = plan;
        this.table = table;
    }

    /** {@return the table} */
    public Table table() {
        return table;
    }

    /** {@return the name of the table: what a run is routed by} */
    public String key() {
        return table.name();
    }

    /** {@return the tables of the run, this one included: a model refers to no other} */
    public List<Table> tables() {
        return plan.tables();
    }

    ModelName name() {
        return plan.name(table);
    }

    ModelName name(Table other) {
        return plan.name(other);
    }

    @Override
    public String toString() {
        return "GenerationRequest[%s]".formatted(table.name());
    }
}
