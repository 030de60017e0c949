package dev.switchback.schema.run;

import dev.switchback.schema.catalog.SchemaSnapshot.Written;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.track.TrackingTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the transaction of a script writes in the catalogs of PostgreSQL, by the server's own counters of this session
 * ({@code pg_stat_get_xact_tuples_inserted} and the like), which grow and never shrink within a transaction.
 *
 * <p>They know nothing of other sessions. That there was no other is told from the identifiers of transactions, which
 * the server gives out one after another: the one that looked last, the one that wrote the row of the migration, and
 * the script's own follow each other without a gap, and none besides was running. Where that is not so, as in a
 * database in use, nothing is known, and all is to be looked at. For one thread and one transaction.
 */
public final class CatalogWrites {

    /** All but those of statistics, large objects and what depends on roles, of which no schema is made. */
    private static final List<String> CATALOGS = List.of("""
            pg_aggregate pg_am pg_amop pg_amproc pg_attrdef pg_attribute pg_auth_members pg_authid pg_cast pg_class
            pg_collation pg_constraint pg_conversion pg_database pg_db_role_setting pg_default_acl pg_depend
            pg_description pg_enum pg_event_trigger pg_extension pg_foreign_data_wrapper pg_foreign_server
            pg_foreign_table pg_index pg_inherits pg_init_privs pg_language pg_namespace pg_opclass pg_operator
            pg_opfamily pg_parameter_acl pg_partitioned_table pg_policy pg_proc pg_publication
            pg_publication_namespace pg_publication_rel pg_range pg_rewrite pg_seclabel pg_sequence
            pg_statistic_ext pg_subscription pg_subscription_rel pg_tablespace pg_transform pg_trigger
            pg_ts_config pg_ts_config_map pg_ts_dict pg_ts_parser pg_ts_template pg_type pg_user_mapping""".split("\\s+"));

    /** Names of theirs are in the definitions of others, whose rows stay as they are; a new one is in none yet. */
    private static final Set<String> NAMED_BY_OTHERS = Set.of("pg_authid", "pg_tablespace");

    /** What has to come first in a transaction, or stops the counting; as a script may have it in a comment, too. */
    private static final Pattern NOT_TO_BE_COUNTED = Pattern.compile(
            "\\b(?:track_counts|transaction_isolation|transaction_read_only|transaction_deferrable)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final String QUESTION = """
            select pg_catalog.pg_snapshot_xmin(now)::text::bigint, pg_catalog.pg_snapshot_xmax(now)::text::bigint,
                pg_catalog.pg_current_xact_id_if_assigned()::text::bigint,
                pg_catalog.current_setting('track_counts') = 'on',
                array(
                    select pg_catalog.pg_stat_get_xact_tuples_inserted(oid)
                    from unnest('{%1$s}'::regclass[]) with ordinality as catalog (oid, nth) order by nth),
                array(
                    select pg_catalog.pg_stat_get_xact_tuples_updated(oid)
                        + pg_catalog.pg_stat_get_xact_tuples_deleted(oid)
                    from unnest('{%1$s}'::regclass[]) with ordinality as catalog (oid, nth) order by nth),
                %2$s, pg_catalog.pg_my_temp_schema() <> 0
            from pg_catalog.pg_current_snapshot() now""";
    private static final String NAMES =
            CATALOGS.stream().map("pg_catalog."::concat).collect(Collectors.joining(","));

    private static final String END = QUESTION.formatted(NAMES, "0");

    private final Count begin;

    /**
     * What is known once the script has run.
     *
     * @param written what it wrote, empty if that is not known
     * @param transaction its own, empty if others ran beside it
     * @param named whether something may have another name now that is not looked at, but is in definitions
     */
    public record Outcome(Optional<Written> written, Optional<Long> transaction, boolean named) {}

    /**
     * The counters at a moment.
     *
     * @param oldest the oldest transaction that runs, or the next one
     * @param next the one after the newest that has ended
     * @param own this one, 0 if it has none yet
     * @param row the one that wrote the row of the migration, its lower 32 bits, 0 if not asked for
     * @param temporary whether the session has had temporary tables, which may go when the transaction ends
     */
    private record Count(
            long oldest,
            long next,
            long own,
            boolean counts,
            List<Long> inserted,
            List<Long> changed,
            long row,
            boolean temporary) {

        boolean isAlone() {
            return oldest == next;
        }
    }

    private CatalogWrites(Count begin) {
        this.begin = begin;
    }

    /** {@return whether that may be asked before the first statement of a script, and counts all of it} */
    public static boolean isPossible(Connection connection, SqlScript script) throws SQLException {
        return script.statements().stream()
                        .noneMatch(statement ->
                                NOT_TO_BE_COUNTED.matcher(statement.text()).find())
                && connection.getTransactionIsolation()
                        == Connection.TRANSACTION_READ_COMMITTED; // else its view begins
    }

    /**
     * Begins, before the script.
     *
     * @param connection in the transaction of the script
     * @param version whose row was written last
     */
    public static CatalogWrites begin(Connection connection, TrackingTable table, String version) throws SQLException {
        String row = "(select xmin::text::bigint from %s where version = ?)".formatted(table.name());
        try (PreparedStatement question = connection.prepareStatement(QUESTION.formatted(NAMES, row))) {
            question.setString(1, version);
            return new CatalogWrites(count(question));
        }
    }

    /**
     * Ends, after the script, in its transaction.
     *
     * @param last the transaction in which all was looked at the last time, empty if that is not known
     */
    public Outcome end(Connection connection, Optional<Long> last) throws SQLException {
        Count end;
        try (PreparedStatement question = connection.prepareStatement(END)) {
            end = count(question);
        }
        long own = end.own == 0 ? end.next : end.own; // who has written nothing has none yet, and takes the next
        boolean alone = end.isAlone() && end.next == own;
        boolean consecutive = begin.isAlone() && begin.next == own && begin.row == lower(own - 1);
        boolean known = last.isPresent() && last.get() == own - 2 && alone && consecutive;
        Set<String> changed = grown(begin.changed, end.changed);
        boolean named = changed.stream().anyMatch(NAMED_BY_OTHERS::contains);
        Set<String> written = new HashSet<>(changed);
        written.addAll(grown(begin.inserted, end.inserted));
        return new Outcome(
                known && begin.counts && end.counts && !named ? Optional.of(new Written(written)) : Optional.empty(),
                alone && !end.temporary ? Optional.of(own) : Optional.empty(),
                named);
    }

    /** {@return the catalogs that are counted higher than before} */
    private static Set<String> grown(List<Long> before, List<Long> now) {
        return IntStream.range(0, CATALOGS.size())
                .filter(index -> !now.get(index).equals(before.get(index)))
                .mapToObj(CATALOGS::get)
                .collect(Collectors.toSet());
    }

    private static long lower(long transaction) {
        return transaction & 0xFFFF_FFFFL;
    }

    private static Count count(PreparedStatement question) throws SQLException {
        try (ResultSet row = question.executeQuery()) {
            row.next();
            return new Count(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getBoolean(4),
                    List.of((Long[]) row.getArray(5).getArray()),
                    List.of((Long[]) row.getArray(6).getArray()),
                    row.getLong(7),
                    row.getBoolean(8));
        }
    }
}
