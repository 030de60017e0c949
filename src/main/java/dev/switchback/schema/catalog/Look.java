package dev.switchback.schema.catalog;

import dev.switchback.schema.catalog.Moment.Census;
import dev.switchback.schema.catalog.SchemaSnapshot.Written;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A first look at the catalogs, in one round trip: which kinds of objects are there, how many, and what was written
 * since an earlier look. Where it is known which catalogs were written, it looks at those only: each costs a scan.
 *
 * <p>After it the connection has a search path under which every name in a definition is qualified, and plans are made
 * once: to plan one of the queries takes longer than to run it.
 */
final class Look {

    private static final Pattern SLOT = Pattern.compile("\\{(since|ever|newest|count)(?::(\\w+))?}");
    private static final String MOMENT = CatalogQueries.resource("moment.sql");
    private static final List<Part> PARTS = Part.all();
    private static final Query WHOLE = Query.of(PARTS, false);
    private static final Map<Set<String>, Query> QUERIES = new ConcurrentHashMap<>();

    private static final Set<ObjectKind> ALWAYS_THERE =
            EnumSet.of(ObjectKind.SCHEMA, ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.CONSTRAINT, ObjectKind.INDEX);

    private final Map<String, Census.Count> counts = new HashMap<>();
    private final Map<String, Set<Long>> there = new HashMap<>();
    private final Map<String, Set<Long>> touched = new HashMap<>();
    private final Set<ObjectKind> kinds = EnumSet.copyOf(ALWAYS_THERE);
    private final Set<ObjectKind> written = EnumSet.noneOf(ObjectKind.class);
    private final Settings settings;
    private final long database;
    private final String transaction;

    /**
     * What is asked about some catalogs.
     *
     * @param catalogs what is answered changes only when one of them is written; the first is the one that is counted
     */
    private record Part(List<String> catalogs, String text) {

        /** Each follows a line that names its catalogs. */
        static List<Part> all() {
            return Pattern.compile("(?m)^-- ")
                    .splitAsStream(CatalogQueries.resource("look.sql"))
                    .filter(part -> !part.isBlank())
                    .map(part -> part.split("\\n", 2))
                    .map(part -> new Part(List.of(part[0].split(" ")), part[1].strip()))
                    .toList();
        }
    }

    /**
     * The question.
     *
     * @param slots what is set in it, in its order: a word, or a word and a catalog
     * @param unasked the catalogs that are as they were
     */
    private record Query(String text, List<MatchResult> slots, Set<String> unasked) {

        /**
         * Parameters cost less than to look them up in a common table expression for each part.
         *
         * @param own whether only what the transaction itself wrote is new: that is 0 transactions old, or less
         */
        static Query of(List<Part> parts, boolean own) {
            String asked = parts.stream().map(Part::text).collect(Collectors.joining("\nunion all "));
            String text = own ? asked.replace("{since}", "0").replace("{ever}", "0") : asked;
            String sql = SLOT.matcher(text).replaceAll(slot -> switch (slot.group(1)) {
                case "since" -> "(select age(?::xid))"; // once, not for each row
                case "ever" -> "(select coalesce(age(?::xid), 2147483647))";
                default -> "?::bigint";
            });
            Set<String> unasked = PARTS.stream()
                    .filter(part -> !parts.contains(part))
                    .map(part -> part.catalogs.get(0))
                    .collect(Collectors.toSet());
            parts.forEach(part -> unasked.remove(part.catalogs.get(0)));
            return new Query(
                    parts.isEmpty() ? MOMENT : "%s;\n%s".formatted(MOMENT, sql),
                    SLOT.matcher(text).results().toList(),
                    unasked);
        }

        static Query about(Set<String> written) {
            return QUERIES.computeIfAbsent(
                    written,
                    key -> of(
                            PARTS.stream()
                                    .filter(part -> part.catalogs.stream().anyMatch(key::contains))
                                    .toList(),
                            true));
        }
    }

    /** What is to be restored on the connection afterwards. */
    record Settings(String path, String plans) {}

    private Look(ResultSet moment) throws SQLException {
        moment.next();
        database = moment.getLong(1);
        transaction = moment.getString(2);
        settings = new Settings(moment.getString(3), moment.getString(4));
    }

    /**
     * Looks.
     *
     * @param then the earlier look, null if this is the first one
     * @param written what is known of what was written since, null if nothing is
     */
    static Look at(Connection connection, @Nullable Moment then, @Nullable Written written) throws SQLException {
        Query query = then == null || written == null ? WHOLE : Query.about(written.catalogs());
        Census before = then == null ? Census.NONE : then.census();
        try (PreparedStatement statement = connection.prepareStatement(query.text)) {
            CatalogQueries.planOnce(statement);
            String transaction = then == null ? null : then.transaction();
            int index = 0;
            for (MatchResult slot : query.slots) {
                index++;
                switch (slot.group(1)) {
                    case "newest" ->
                        statement.setLong(index, before.of(slot.group(2)).newest());
                    case "count" ->
                        statement.setLong(index, before.of(slot.group(2)).all());
                    default ->
                        statement.setObject(index, transaction, Types.OTHER); // a varchar would be cast for each row
                }
            }
            statement.execute();
            Look look;
            try (ResultSet moment = statement.getResultSet()) {
                look = new Look(moment);
            }
            if (statement.getMoreResults()) {
                try (ResultSet row = statement.getResultSet()) {
                    while (row.next()) {
                        look.add(row);
                    }
                }
            }
            query.unasked.forEach(
                    catalog -> look.counts.put(catalog, before.of(catalog).unchanged()));
            look.kinds.addAll(look.written); // of what is written often, only that which is new was told
            if (then != null) {
                look.kinds.addAll(then.kinds());
            }
            return look;
        }
    }

    private void add(ResultSet row) throws SQLException {
        String catalog = row.getString(1);
        counts.put(catalog, new Census.Count(row.getLong(2), row.getLong(3), row.getLong(4)));
        Array left = row.getArray(5);
        if (left != null) {
            there.put(catalog, new HashSet<>(List.of((Long[]) left.getArray())));
        }
        Array since = row.getArray(6);
        if (since != null) {
            for (String object : (String[]) since.getArray()) {
                if (object != null) {
                    int space = object.indexOf(' ');
                    touched.computeIfAbsent(object.substring(0, space), key -> new HashSet<>())
                            .add(Long.valueOf(object.substring(space + 1)));
                }
            }
        }
        String present = row.getString(7);
        if (present != null && !present.isEmpty()) {
            for (String kind : List.of(present.split(" ", -1))) {
                written.add(ObjectKind.valueOf(kind));
            }
        }
    }

    /** {@return what the connection was set to before it} */
    Settings settings() {
        return settings;
    }

    /** {@return the identifier of the database} */
    long database() {
        return database;
    }

    /** {@return the oldest transaction that was still running} */
    String transaction() {
        return transaction;
    }

    /** {@return the kinds of which there is something} */
    Set<ObjectKind> kinds() {
        return kinds;
    }

    /** {@return the kinds of which something is new, and perhaps more} */
    Set<ObjectKind> written() {
        return written;
    }

    /** {@return how many objects there are} */
    Census census() {
        return new Census(counts);
    }

    /** {@return what was written since, by catalog} */
    Map<String, Set<Long>> touched() {
        return touched;
    }

    /** {@return what is left in the catalogs that hold less than they did, and newer objects} */
    Map<String, Set<Long>> there() {
        return there;
    }
}
