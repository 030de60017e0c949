package dev.switchback.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The same migrations for everybody: tables that point at each other, with an index each, columns, views, functions. */
final class SchemaScripts {

    private static final int KINDS = 5;

    private SchemaScripts() {}

    /** {@return what a migration does, and what undoes it} */
    static List<String> of(int number) {
        int table = number - (number - 1) % KINDS;
        return switch ((number - 1) % KINDS) {
            case 0 -> List.of(
                    """
                    create table t%1$d (id bigint primary key, name text not null, at timestamptz default now()%2$s);
                    create index t%1$d_name on t%1$d (name);
                    """
                            .formatted(number, table == 1 ? "" : ", prior bigint references t%d (id)".formatted(table - KINDS)),
                    "drop table t%d;\n".formatted(number));
            case 1 -> List.of(
                    "alter table t%d add column amount numeric(12,2) not null default 0 check (amount >= 0);\n".formatted(table),
                    "alter table t%d drop column amount;\n".formatted(table));
            case 2 -> List.of(
                    "create view v%1$d as select id, upper(name) as name from t%1$d where at > now();\n".formatted(table),
                    "drop view v%d;\n".formatted(table));
            case 3 -> List.of(
                    "create unique index t%1$d_once on t%1$d (lower(name)) where amount > 0;\n".formatted(table),
                    "drop index t%d_once;\n".formatted(table));
            default -> List.of(
                    "create function f%1$d(n int) returns bigint language sql as $$ select count(*) from t%1$d where id > n $$;\n"
                            .formatted(table),
                    "drop function f%d(int);\n".formatted(table));
        };
    }

    /** Writes them as each of the three reads them, in directories of their own, and returns the one above. */
    static Path write(int count) throws IOException {
        Path directory = Files.createTempDirectory("switchback-scripts");
        for (String name : List.of("ours", "flyway", "liquibase")) {
            Files.createDirectory(directory.resolve(name));
        }
        StringBuilder changes = new StringBuilder("databaseChangeLog:\n");
        for (int number = 1; number <= count; number++) {
            List<String> script = of(number);
            String version = "%04d".formatted(number);
            Files.writeString(directory.resolve("ours/%s_m.up.sql".formatted(version)), script.get(0));
            Files.writeString(directory.resolve("ours/%s_m.down.sql".formatted(version)), script.get(1));
            Files.writeString(directory.resolve("flyway/V%s__m.sql".formatted(version)), script.get(0));
            Files.writeString(
                    directory.resolve("liquibase/%s.sql".formatted(version)),
                    "--liquibase formatted sql\n--changeset bench:%s splitStatements:%s\n%s--rollback %s"
                            .formatted(version, !script.get(0).contains("$$"), script.get(0), script.get(1)));
            changes.append("  - include:\n      file: %s.sql\n".formatted(version));
        }
        Files.writeString(directory.resolve("liquibase/all.yaml"), changes);
        return directory;
    }
}
