package dev.switchback.activemodel;

import dev.switchback.activemodel.tables.Column;
import dev.switchback.activemodel.tables.Column.Origin;
import dev.switchback.activemodel.tables.ColumnType;
import dev.switchback.activemodel.tables.ColumnType.Kind;
import dev.switchback.activemodel.tables.DatabaseSchema;
import dev.switchback.activemodel.tables.ForeignKey;
import dev.switchback.activemodel.tables.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables whose names and texts break a generator that trusts them. */
final class OddNames {

    static final List<String> TABLES = List.of(
            "a_b",
            "a b",
            "A-B",
            "aB",
            "class",
            "index",
            "runtime",
            "types",
            "con",
            "model",
            "foo",
            "foo_data",
            "create_foo",
            "reactive_foo",
            "Date",
            "Object",
            "constructor",
            "__proto__",
            "2fast",
            "1",
            "it's \"odd\"",
            "new\nline",
            "end */ comment",
            "back\\slash",
            "größe",
            "e\u0301tat",
            "état",
            "名前",
            "📦",
            "\u202egnirts",
            "...",
            "../up",
            "a/b",
            "${x}",
            "@if(true)",
            "`tick`",
            "İstanbul",
            "x".repeat(300),
            "column_config");

    static final List<String> COLUMNS = List.of(
            "id",
            "class",
            "constructor",
            "__proto__",
            "toString",
            "model",
            "update",
            "model_",
            "read",
            "current",
            "a b",
            "a-b",
            "aB",
            "2nd",
            "1",
            "01",
            "it's",
            "\"quoted\"",
            "back\\slash",
            "new\nline",
            "\u2028",
            "名前",
            "📦",
            "",
            " ",
            "a$b",
            "$",
            "_",
            "end */",
            "`${x}`",
            "prototype",
            "arguments",
            "await",
            "get",
            "#private");

    private OddNames() {}

    /** Every table has every column, refers to the next table by two keys, and has a comment that ends comments. */
    static DatabaseSchema schema() {
        List<Table> tables = IntStream.range(0, TABLES.size())
                .mapToObj(at -> table(TABLES.get(at), TABLES.get((at + 1) % TABLES.size())))
                .toList();
        return new DatabaseSchema("PostgreSQL", "public", tables);
    }

    private static Table table(String name, String next) {
        List<Column> columns = new ArrayList<>();
        ColumnType labels = new ColumnType.Labels(
                "odd'labels", List.of("it's", "a | b", "\\", "new\nline", "*/", "", "\ud800", "x".repeat(90)));
        for (String column : COLUMNS) {
            boolean plain = columns.size() % 2 == 0;
            columns.add(new Column(
                    column,
                    plain ? new ColumnType.Plain("text", Kind.TEXT) : new ColumnType.Array("l[]", labels),
                    columns.size() % 3 == 0,
                    columns.size() % 11 == 5 ? Origin.COMPUTED : Origin.GIVEN,
                    Optional.empty(),
                    Optional.of("ends */ here\nand \u2028 there")));
        }
        List<ForeignKey> keys = Stream.of("class", "1", "名前", "class")
                .map(column -> new ForeignKey("", List.of(column, "id"), next, List.of("id", "__proto__")))
                .toList();
        return new Table(
                name,
                columns,
                List.of("id", "__proto__", "it's"),
                keys,
                List.of(List.of("", " ")),
                Optional.of("it's a parent"),
                Optional.of("*/ export const broken = 1; /*"));
    }
}
