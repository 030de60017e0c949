package dev.switchback.schema.work;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.safety.AllRows;
import dev.switchback.schema.safety.Delta;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.track.SchemaTarget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the rows that an up drops, in tables of the schema {@code rollback_trash}, and puts them back when its down has
 * made room for them again. For a connection to PostgreSQL that is in a transaction.
 */
final class UpTrash {

    private static final String CONTENTS = Trash.SCHEMA + ".contents";
    private static final String PRIMARY_KEY = "PRIMARY KEY ";
    private static final String REFERENCES = " REFERENCES ";

    /** As generated downs say it: constraints, NOT NULL, and what is unique. */
    private static final Pattern ASKING =
            Pattern.compile("ALTER TABLE .* (?:ADD CONSTRAINT .*|SET NOT NULL)|CREATE UNIQUE INDEX ", Pattern.DOTALL);

    private final Connection connection;
    private final String tenant; // the schema, empty for the connection's own
    private final String version;
    private final Map<Long, String> why = new HashMap<>(); // by what could not be put back

    /**
     * Makes one.
     *
     * @param target several schemas may have a migration of one version
     */
    UpTrash(Connection connection, SchemaTarget target, String version) {
        this.connection = connection;
        this.tenant = target.schema().orElse("");
        this.version = version;
    }

    /**
     * Something that is kept.
     *
     * @param id of its row among the contents
     * @param table where the rows were, as SQL
     * @param column which column of it, as SQL; empty for all of them
     * @param keys the columns by which rows are found again, as SQL; empty if it is a whole table
     * @param in the table that holds them now, as SQL
     */
    private record Kept(long id, String table, String column, String keys, String in) {

        String shown() {
            return column.isEmpty() ? table : "%s.%s".formatted(table, column);
        }

        String sameRow() {
            return List.of(keys.split(", ", -1)).stream()
                    .map(key -> "t.%s = kept.%s".formatted(key, key))
                    .collect(Collectors.joining(" and "));
        }
    }

    /** {@return what is kept of tables and columns that the up will drop, a sentence each} */
    @SuppressWarnings("try") // it is open, and nothing else is done with it
    List<String> keep(Delta up) throws SQLException {
        List<String> told = new ArrayList<>();
        List<SchemaObject> gone = Trash.gone(up);
        try (AllRows all = AllRows.of(connection)) {
            run("create schema if not exists " + Trash.SCHEMA);
            run(
                    ("create table if not exists %s (id bigint generated always as identity primary key, tenant text not null, version text not null,"
                                    + " kept_table text not null, kept_column text not null, keys text not null, kept_in text)")
                            .formatted(CONTENTS));
            Trash.lock(
                    connection,
                    gone.stream()
                            .filter(one -> one.kind() == ObjectKind.TABLE
                                    ? Trash.isStored(one)
                                    : one.kind() == ObjectKind.COLUMN && Trash.isStored(up, one))
                            .map(one -> one.kind() == ObjectKind.TABLE ? one.path() : one.within())
                            .filter(path -> up.before()
                                    .find(ObjectKind.TABLE, path)
                                    .filter(Trash::isLocal)
                                    .isPresent())
                            .collect(Collectors.toCollection(TreeSet::new)));
            for (SchemaObject dropped : gone) {
                if (dropped.kind() == ObjectKind.TABLE && Trash.isStored(dropped)) {
                    told.add(keep(dropped.path(), "", "", "*"));
                } else if (dropped.kind() == ObjectKind.COLUMN && Trash.isStored(up, dropped)) {
                    told.add(keepColumn(up, dropped));
                }
            }
        }
        return told;
    }

    /** Without its primary key, or when that goes too, no row is found again. */
    private String keepColumn(Delta up, SchemaObject column) throws SQLException {
        String name = column.path().substring(column.within().length() + 1);
        Set<String> gone = Trash.gone(up).stream().map(SchemaObject::path).collect(Collectors.toSet());
        Optional<String> keys = up.before().objects(ObjectKind.CONSTRAINT).stream()
                .filter(key -> key.within().equals(column.within()))
                .map(key -> key.get("definition", ""))
                .filter(definition -> definition.startsWith(PRIMARY_KEY))
                .map(definition -> definition.substring(definition.indexOf('(') + 1, definition.indexOf(')')))
                .filter(key -> Stream.of(key.split(", ", -1))
                        .noneMatch(part -> gone.contains("%s.%s".formatted(column.within(), part))))
                .findFirst();
        return keys.isEmpty()
                ? "%s.%s is not kept: the table has no primary key to find its rows by".formatted(column.within(), name)
                : keep(column.within(), name, keys.get(), "%s, %s".formatted(keys.get(), name));
    }

    private String keep(String table, String column, String keys, String columns) throws SQLException {
        long id = contents(table, column, keys);
        String in = "%s.%s".formatted(Trash.SCHEMA, Dialect.quoted("up_%d_%.30s".formatted(id, version)));
        String some = column.isEmpty() ? "" : " where %s is not null".formatted(column);
        int rows = run("create table %s as select %s from only %s%s".formatted(in, columns, table, some));
        run("update %s set kept_in = '%s' where id = %d".formatted(CONTENTS, in.replace("'", "''"), id));
        return "%s kept in %s, %d rows".formatted(column.isEmpty() ? table : table + '.' + column, in, rows);
    }

    private long contents(String table, String column, String keys) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into %s (tenant, version, kept_table, kept_column, keys) values (?, ?, ?, ?, ?) returning id"
                        .formatted(CONTENTS))) {
            insert.setString(1, tenant);
            insert.setString(2, version);
            insert.setString(3, table);
            insert.setString(4, column);
            insert.setString(5, keys);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** {@return what was put back before a statement lets others point at it, or asks more of it, a sentence each} */
    List<String> putBackBefore(String statement) throws SQLException {
        int to = statement.contains(" FOREIGN KEY ") ? statement.indexOf(REFERENCES) : -1;
        boolean asks = ASKING.matcher(statement).lookingAt();
        return to >= 0 || asks
                ? putBack(one -> (to >= 0 && statement.startsWith(one.table(), to + REFERENCES.length()))
                        || (asks && !one.column().isEmpty() && isAbout(statement, one.table())))
                : List.of();
    }

    private static boolean isAbout(String statement, String table) {
        return statement.startsWith("ALTER TABLE %s ".formatted(table))
                || statement.contains(" ON %s USING ".formatted(table))
                || statement.contains(" ON ONLY %s USING ".formatted(table));
    }

    /** {@return what was put back, a sentence each; what cannot be is left} */
    List<String> putBack() throws SQLException {
        return putBack(one -> true);
    }

    @SuppressWarnings("try") // it is open, and nothing else is done with it
    private List<String> putBack(Predicate<Kept> wanted) throws SQLException {
        List<String> told = new ArrayList<>();
        List<Kept> left = kept();
        left.removeIf(wanted.negate());
        why.clear();
        try (AllRows all = AllRows.of(connection)) {
            boolean moved = true;
            while (moved && !left.isEmpty()) { // again, for rows that others of them point at
                moved = false;
                for (Kept one : List.copyOf(left)) {
                    Savepoint before = connection.setSavepoint();
                    try {
                        int rows = one.column().isEmpty() ? putRowsBack(one) : putValuesBack(one);
                        run("drop table " + one.in());
                        run("delete from %s where id = %d".formatted(CONTENTS, one.id()));
                        told.add("%d rows are put back into %s".formatted(rows, one.shown()));
                        left.remove(one);
                        moved = true;
                    } catch (SQLException failed) {
                        connection.rollback(before);
                        why.put(
                                one.id(),
                                String.valueOf(failed.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
                    }
                }
            }
        }
        return told;
    }

    /** {@return what could not be put back when that was last tried, and where it stays, a sentence each} */
    List<String> left() throws SQLException {
        return kept().stream()
                .map(one -> "%s is not put back, and stays in %s: %s"
                        .formatted(one.shown(), one.in(), why.getOrDefault(one.id(), "")))
                .toList();
    }

    /** {@return the condition on a row {@code t} for which nothing is kept, by the column or table that it was in} */
    Map<String, String> lacking() throws SQLException {
        String mayLook =
                "select 'yes' where has_schema_privilege(to_regnamespace('%s'), 'usage')".formatted(Trash.SCHEMA);
        Map<String, String> lacking = new HashMap<>();
        for (Kept one : asked(mayLook).isEmpty() ? List.<Kept>of() : kept()) {
            String same = one.column().isEmpty() ? "true" : one.sameRow();
            lacking.put(one.shown(), "not exists (select from %s kept where %s)".formatted(one.in(), same));
        }
        return lacking;
    }

    private List<Kept> kept() throws SQLException {
        List<Kept> kept = new ArrayList<>();
        if (!asked("select to_regclass('%s')::text".formatted(CONTENTS)).equals(List.of(CONTENTS))) {
            return kept;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "select id, kept_table, kept_column, keys, kept_in from %s where tenant = ? and version = ? order by id"
                        .formatted(CONTENTS))) {
            statement.setString(1, tenant);
            statement.setString(2, version);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    kept.add(new Kept(
                            row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
                }
            }
        }
        return kept;
    }

    private int putRowsBack(Kept one) throws SQLException {
        if (!asked("select 'some' from only %s limit 1".formatted(one.table())).isEmpty()) {
            throw new SQLException("it holds rows already");
        }
        List<String> names = asked(("select quote_ident(a.attname) from pg_attribute a join pg_attribute k"
                        + " on k.attrelid = '%s'::regclass and k.attname = a.attname"
                        + " where a.attrelid = '%s'::regclass and a.attnum > 0 and a.attgenerated = '' order by a.attnum")
                .formatted(one.in().replace("'", "''"), one.table().replace("'", "''")));
        String columns = String.join(", ", names);
        int rows = run("insert into %s (%s) overriding system value select %s from %s"
                .formatted(one.table(), columns, columns, one.in()));
        for (String sequence : sequences(one)) {
            run(sequence);
        }
        return rows;
    }

    /** {@return what lets sequences go on behind the rows that are back} */
    private List<String> sequences(Kept one) throws SQLException {
        String table = one.table().replace("'", "''");
        return asked(("select format('select setval(%%L, m) from (select max(%%I) as m from %s) x where m is not null',"
                        + " pg_get_serial_sequence('%s', attname), attname) from pg_attribute"
                        + " where attrelid = '%s'::regclass and attnum > 0 and not attisdropped"
                        + " and pg_get_serial_sequence('%s', attname) is not null")
                .formatted(table, table, table, table));
    }

    private int putValuesBack(Kept one) throws SQLException {
        return run("update only %s t set %s = kept.%s from %s kept where %s"
                .formatted(one.table(), one.column(), one.column(), one.in(), one.sameRow()));
    }

    private List<String> asked(String question) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            while (row.next()) {
                answers.add(String.valueOf(row.getString(1)));
            }
        }
        return answers;
    }

    private int run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            return Math.max(0, statement.getUpdateCount());
        }
    }
}
