package dev.switchback.activemodel;

import dev.switchback.activemodel.ModelNames.ModelName;
import dev.switchback.activemodel.tables.Column;
import dev.switchback.activemodel.tables.ForeignKey;
import dev.switchback.activemodel.tables.Table;
import dev.switchback.pipeline.Pipeline;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The legacy pipeline: concatenates strings, table by table, straight from what the database says.
 *
 * <p>What it does not know it types as {@code any}; of keys with several columns it knows the first. Each file begins
 * with the time of its generation, so two runs differ at least there. Thread-safe.
 *
 * @see StagedGenerator the pipeline that replaces it; the differences are listed in the package's description
 */
public final class StringGenerator implements Pipeline<GenerationRequest, ModelFiles, GenerationException> {

    private final Clock clock;

    /** Makes one that takes the time of generation from a clock. */
    public StringGenerator(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ModelFiles generate(GenerationRequest request) {
        ModelName name = request.name();
        String header = header(request.table());
        return ModelFiles.of(
                request.key(),
                Map.of(
                        name.modelFile(), header + model(request),
                        name.reactiveFile(), header + reactive(request),
                        name.dataFile(), header + data(request)));
    }

    private String header(Table table) {
        return "// Generated: " + clock.instant().truncatedTo(ChronoUnit.SECONDS) + " from table "
                + TypeScript.comment(table.name()) + ". Do not edit.\n\n";
    }

    private static String imports(GenerationRequest request, Collection<ForeignKey> relations) {
        ModelName name = request.name();
        StringBuilder out = new StringBuilder();
        out.append("import { ").append(relations.isEmpty() ? "" : "belongsTo, ");
        out.append("defineModel } from './runtime';\n");
        out.append("import type { ")
                .append(name.data())
                .append(", ")
                .append(name.create())
                .append(", ");
        out.append(name.update())
                .append(" } from './types/")
                .append(name.file())
                .append("-data';\n");
        Set<ModelName> imported = new LinkedHashSet<>();
        relations.forEach(key -> imported.add(request.name(target(request, key).orElse(request.table()))));
        imported.remove(name);
        for (ModelName other : imported) {
            out.append("import type { ").append(other.data()).append(" } from './types/");
            out.append(other.file()).append("-data';\n");
        }
        return out.toString();
    }

    private static String model(GenerationRequest request) {
        ModelName name = request.name();
        Table table = request.table();
        Map<String, ForeignKey> relations = relations(request);
        StringBuilder out = new StringBuilder(imports(request, relations.values()));
        out.append("\nexport const ")
                .append(name.model())
                .append(" = defineModel<")
                .append(name.data());
        out.append(", ")
                .append(name.create())
                .append(", ")
                .append(name.update())
                .append(">({\n");
        out.append("    name: '").append(name.type()).append("',\n");
        out.append("    table: ").append(TypeScript.literal(table.name())).append(",\n");
        out.append("    primaryKey: [")
                .append(firstKey(table).map(TypeScript::literal).orElse(""))
                .append("],\n");
        out.append("    columns: {\n");
        for (Column column : table.columns()) {
            out.append("        ").append(TypeScript.objectKey(column.name())).append(": ");
            out.append(columnConfig(column)).append(",\n");
        }
        out.append("    },\n");
        if (!relations.isEmpty()) {
            out.append("    belongsTo: {\n");
            relations.forEach((relation, key) -> out.append(relation(request, relation, key)));
            out.append("    },\n");
        }
        return out.append("});").toString();
    }

    private static String columnConfig(Column column) {
        return "{ type: " + TypeScript.literal(column.type().name()) + ", nullable: " + column.nullable()
                + (column.origin() == Column.Origin.IDENTITY ? ", identity: true" : "") + " }";
    }

    /** A relation is called after the first column of its key; of two that are called the same the first stays. */
    private static Map<String, ForeignKey> relations(GenerationRequest request) {
        Map<String, ForeignKey> relations = new LinkedHashMap<>();
        for (ForeignKey key : request.table().foreignKeys()) {
            if (target(request, key).isPresent()) {
                relations.putIfAbsent(Relations.nameByColumn(key.columns().get(0)), key);
            }
        }
        return relations;
    }

    private static String relation(GenerationRequest request, String relation, ForeignKey key) {
        String target =
                request.name(target(request, key).orElse(request.table())).data();
        return "        " + TypeScript.objectKey(relation) + ": belongsTo<" + target + ">({ table: "
                + TypeScript.literal(key.table()) + ", foreignKey: ["
                + TypeScript.literal(key.columns().get(0)) + "], references: ["
                + TypeScript.literal(key.references().get(0)) + "] }),\n";
    }

    private static Optional<Table> target(GenerationRequest request, ForeignKey key) {
        return request.tables().stream()
                .filter(table -> table.name().equals(key.table()))
                .findFirst();
    }

    private static String reactive(GenerationRequest request) {
        ModelName name = request.name();
        StringBuilder out = new StringBuilder();
        out.append("import { ReactiveModel } from './runtime';\n");
        out.append("import { ")
                .append(name.model())
                .append(" } from './")
                .append(name.file())
                .append("';\n");
        out.append("import type { ").append(name.data()).append(", ").append(name.update());
        out.append(" } from './types/").append(name.file()).append("-data';\n\n");
        out.append("export class ")
                .append(name.reactive())
                .append(" extends ReactiveModel<")
                .append(name.data());
        out.append(", ").append(name.update()).append("> {\n");
        out.append("    constructor(data: ").append(name.data()).append(") {\n");
        out.append("        super(").append(name.model()).append(", data);\n    }\n");
        MemberNames.of(request.table()).forEach((column, member) -> {
            String literal = TypeScript.literal(column);
            out.append("\n    get ").append(member).append("(): ").append(name.data());
            out.append("[").append(literal).append("] {\n");
            out.append("        return this.read(").append(literal).append(");\n    }\n");
        });
        return out.append("}").toString();
    }

    private static String data(GenerationRequest request) {
        ModelName name = request.name();
        Table table = request.table();
        StringBuilder row = new StringBuilder("export interface " + name.data() + " {\n");
        StringBuilder create = new StringBuilder("export interface " + name.create() + " {\n");
        StringBuilder update = new StringBuilder("export interface " + name.update() + " {\n");
        for (Column column : table.columns()) {
            String key = "    " + TypeScript.key(column.name());
            String type = ": " + StringTypes.of(column.type()) + ";\n";
            String optional = column.nullable() ? "?" : "";
            row.append(key).append(optional).append(type);
            if (column.origin() != Column.Origin.IDENTITY) {
                create.append(key).append(optional).append(type);
            }
            if (!firstKey(table).equals(Optional.of(column.name()))) {
                update.append(key).append("?").append(type);
            }
        }
        return row.append("}\n\n")
                .append(create)
                .append("}\n\n")
                .append(update)
                .append("}")
                .toString();
    }

    private static Optional<String> firstKey(Table table) {
        return table.primaryKey().stream().findFirst();
    }
}
