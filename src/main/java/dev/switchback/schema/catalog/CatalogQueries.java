package dev.switchback.schema.catalog;

import dev.switchback.schema.sql.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.PGStatement;

/**
 * The query for each kind of object, one resource each, for one version of PostgreSQL and one scope; thread-safe.
 *
 * <p>The resources are SQL with a few words of their own: a line that ends with {@code --@18+} or {@code --@<18} is for
 * those versions only; {@code {scope}} is the condition on the schema {@code n}; {@code {own:oid,catalog}} is the
 * condition that an object is no member of an extension; {@code {options:x}}, {@code {fdw:x}} and
 * {@code {acl:x,kind,owner} as grants} show an array of options, of foreign options, and privileges, whose name may be
 * longer, as in {@code as "sequence grants"}; {@code {touched:oid,catalog}} is the condition that an object was touched
 * since an earlier look, which is there twice where each of two catalogs is to be found by its index.
 */
final class CatalogQueries {

    private static final Pattern SINCE = Pattern.compile("(?m)^(.*?)\\s*--@(\\d+)\\+$");
    private static final Pattern BEFORE = Pattern.compile("(?m)^(.*?)\\s*--@<(\\d+)$");
    private static final Pattern OWN = Pattern.compile("\\{own:([^,}]+),([^}]+)}");
    private static final Pattern OPTIONS = Pattern.compile("\\{options:([^}]+)}");
    private static final Pattern FOREIGN = Pattern.compile("\\{fdw:([^}]+)}");
    private static final Pattern TOUCHED = Pattern.compile("\\{touched:([^,}]+),([^}]+)}");
    private static final Pattern PRIVILEGES =
            Pattern.compile("\\{acl:([^,}]+),([^,}]+),([^}]+)} as \"?([a-z ]*grants)\"?");

    private static final Map<ObjectKind, String> TEXTS = new EnumMap<>(ObjectKind.class);
    private static final Map<ObjectKind, String> TOUCHABLE = new EnumMap<>(ObjectKind.class);

    static {
        for (ObjectKind kind : ObjectKind.values()) {
            String text = resource(kind.name().toLowerCase(Locale.ROOT) + ".sql");
            Matcher touchable = TOUCHED.matcher(text);
            TEXTS.put(kind, text);
            TOUCHABLE.put(kind, touchable.find() ? touchable.group(2) : "");
        }
    }

    private final int version;
    private final SnapshotScope about;
    private final String scope;
    private final Map<ObjectKind, String> whole = new ConcurrentHashMap<>();
    private final Map<ObjectKind, String> touched = new ConcurrentHashMap<>();

    /**
     * Makes the queries.
     *
     * @param version the major version of the server
     */
    CatalogQueries(int version, SnapshotScope scope) {
        this.version = version;
        this.about = scope;
        this.scope = scope.isWhole()
                ? "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'"
                : scope.schemas().stream()
                        .map(Dialect::literal)
                        .collect(Collectors.joining(", ", "n.nspname in (", ")"));
    }

    /** {@return what they are about} */
    SnapshotScope scope() {
        return about;
    }

    static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(CatalogQueries.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return the query for all objects of a kind} */
    String whole(ObjectKind kind) {
        return whole.computeIfAbsent(kind, key -> TOUCHED.matcher(of(key)).replaceAll("true"));
    }

    /** {@return the query for those that were touched, whose parameters are all the array of their identifiers} */
    String touched(ObjectKind kind) {
        return touched.computeIfAbsent(kind, key -> TOUCHED.matcher(of(key)).replaceAll("$1 = any (?::oid[])"));
    }

    /** {@return how many parameters that has} */
    static int touchedParameters(ObjectKind kind) {
        return (int) TOUCHED.matcher(Objects.requireNonNull(TEXTS.get(kind)))
                .results()
                .count();
    }

    /** {@return the catalog whose touched objects a query is about, empty if it is about all in any case} */
    static String touchable(ObjectKind kind) {
        return Objects.requireNonNull(TOUCHABLE.get(kind));
    }

    /** Lets the server plan a query that is asked once for each migration when it is asked for the first time. */
    static void planOnce(PreparedStatement statement) throws SQLException {
        if (statement.isWrapperFor(PGStatement.class)) {
            PGStatement prepared = statement.unwrap(PGStatement.class);
            if (prepared.getPrepareThreshold() > 1) { // 0 is said where sessions are not one's own
                prepared.setPrepareThreshold(1);
            }
        }
    }

    private String of(ObjectKind kind) {
        String text = Objects.requireNonNull(TEXTS.get(kind));
        text = SINCE.matcher(text).replaceAll(line -> quoted(line, version >= Integer.parseInt(line.group(2))));
        text = BEFORE.matcher(text).replaceAll(line -> quoted(line, version < Integer.parseInt(line.group(2))));
        text = OWN.matcher(text)
                .replaceAll("not exists (select from pg_depend member where member.classid = '$2'::regclass"
                        + " and member.objid = $1 and member.deptype = 'e')");
        text = OPTIONS.matcher(text).replaceAll("(select string_agg(o, ', ' order by o) from unnest($1) o)");
        text = FOREIGN.matcher(text)
                .replaceAll("(select string_agg(format('%I %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)),"
                        + " ', ' order by o) from unnest($1) o)");
        text = PRIVILEGES
                .matcher(text)
                .replaceAll("case when $1 is not null then nullif(coalesce("
                        + "(select string_agg(a::text, ' ' order by a::text) from unnest($1) a), '-'), "
                        + "(select string_agg(a::text, ' ' order by a::text) from unnest(acldefault('$2', $3)) a)) end"
                        + " as \"$4\", array_to_string($1, ' ') as \"~$4\"");
        return text.replace("{scope}", scope);
    }

    private static String quoted(MatchResult line, boolean holds) {
        return holds ? Matcher.quoteReplacement(line.group(1)) : "";
    }
}
