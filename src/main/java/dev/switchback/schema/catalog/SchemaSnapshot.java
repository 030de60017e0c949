package dev.switchback.schema.catalog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every object of a database, or of some of its schemas, as it was at one moment.
 *
 * <p>Immutable. Two snapshots with the same {@link #hash()} are the same schema, whatever their object identifiers, and
 * whoever made them; data is no part of it, nor is what belongs to the whole server, such as roles.
 */
public final class SchemaSnapshot {

    private static final int OLDEST_POSTGRESQL = 15;

    /** Smaller ones are of what comes with the server, and the same in each database. */
    private static final int FIRST_OF_USERS = 16384;

    private final String product;
    private final int version;
    private final Map<String, SchemaObject> objects;
    private final @Nullable Moment moment;
    private volatile @Nullable List<SchemaObject> sorted;
    private volatile @Nullable String hash;
    private volatile @Nullable Map<String, List<SchemaObject>> parts;

    SchemaSnapshot(String product, int version, Collection<SchemaObject> objects, @Nullable Moment moment) {
        this.product = product;
        this.version = version;
        this.moment = moment;
        Map<String, SchemaObject> byKey = new LinkedHashMap<>(2 * objects.size());
        objects.forEach(object -> byKey.put(object.key(), object));
        this.objects = byKey;
    }

    /**
     * Reads the catalogs, in the transaction of the connection if it is in one, as everybody sees them from there.
     *
     * <p>On PostgreSQL the search path is another for the time being, and then what it was.
     *
     * @throws SnapshotException for a database that is neither PostgreSQL 15 or later, SQLite nor H2
     * @throws SQLException if it could not be read
     */
    public static SchemaSnapshot read(Connection connection, SnapshotScope scope) throws SQLException {
        return read(connection, scope, null, null);
    }

    /**
     * What is known of all that was written in the catalogs since a snapshot: the transaction that the connection is in
     * wrote it, and no other wrote any.
     *
     * @param catalogs their names, and perhaps more
     */
    public record Written(Set<String> catalogs) {

        /** Copies them. */
        public Written {
            catalogs = Set.copyOf(catalogs);
        }
    }

    /**
     * Reads the catalogs again, and of them only what was written since this snapshot was taken, if that is enough.
     *
     * @param connection to the same database, or to another one, which is then read as a whole
     * @throws SQLException if it could not be read
     */
    public SchemaSnapshot again(Connection connection) throws SQLException {
        return again(connection, null);
    }

    /** Reads the catalogs again, and of them only what was written as is known; all of the rest is as it was. */
    public SchemaSnapshot again(Connection connection, @Nullable Written written) throws SQLException {
        return written != null && written.catalogs().isEmpty()
                ? this
                : read(
                        connection,
                        moment == null
                                ? SnapshotScope.everything()
                                : moment.queries().scope(),
                        this,
                        written);
    }

    private static SchemaSnapshot read(
            Connection connection, SnapshotScope scope, @Nullable SchemaSnapshot earlier, @Nullable Written written)
            throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        int version = connection.getMetaData().getDatabaseMajorVersion();
        return switch (product) {
            case "PostgreSQL" -> {
                SnapshotException.unless(version >= OLDEST_POSTGRESQL, product, version);
                yield PostgresReader.read(connection, version, scope, earlier, written);
            }
            case "SQLite" -> new SchemaSnapshot(product, version, new SqliteReader(scope).read(connection), null);
            case "H2" -> new SchemaSnapshot(product, version, new H2Reader(scope).read(connection), null);
            default -> throw SnapshotException.unknown(product, version);
        };
    }

    /** {@return the snapshot of a JSON text that {@link #toJson()} made} */
    public static SchemaSnapshot fromJson(String json) {
        return SnapshotJson.read(json);
    }

    /** {@return the whole as JSON, with what is needed to tell a renamed object from a new one} */
    public String toJson() {
        return SnapshotJson.write(this);
    }

    /** {@return when and where it was read, null if that is not known} */
    @Nullable
    Moment moment() {
        return moment;
    }

    /** {@return what the database calls itself} */
    public String product() {
        return product;
    }

    /** {@return the major version of the server} */
    public int version() {
        return version;
    }

    /** {@return every object, in a fixed order} */
    public List<SchemaObject> objects() {
        List<SchemaObject> known = sorted;
        if (known == null) {
            known = objects.values().stream()
                    .sorted(Comparator.comparing(SchemaObject::key))
                    .toList();
            sorted = known;
        }
        return known;
    }

    /** {@return every object, in whatever order, which costs no sorting} */
    public Collection<SchemaObject> inAnyOrder() {
        return Collections.unmodifiableCollection(objects.values());
    }

    /** {@return what belongs to the object at a path, in a fixed order} */
    public List<SchemaObject> partsOf(String path) {
        Map<String, List<SchemaObject>> known = parts;
        if (known == null) {
            known = objects().stream()
                    .filter(object -> !object.within().isEmpty())
                    .collect(Collectors.groupingBy(SchemaObject::within));
            parts = known;
        }
        return known.getOrDefault(path, List.of());
    }

    /** {@return the objects of a kind, in a fixed order} */
    public List<SchemaObject> objects(ObjectKind kind) {
        return objects().stream().filter(object -> object.kind() == kind).toList();
    }

    /** {@return the object of a kind at a path} */
    public Optional<SchemaObject> find(ObjectKind kind, String path) {
        return Optional.ofNullable(objects.get(kind.word() + ' ' + path));
    }

    /** {@return SHA-256 in hexadecimal of every definition, the order of columns included} */
    public String hash() {
        return hash(true);
    }

    /** {@return SHA-256 in hexadecimal of every definition, whatever the order of columns} */
    public String looseHash() {
        String known = hash;
        if (known == null) { // one snapshot is what was after a migration, and twice what was before the next
            known = hash(false);
            hash = known;
        }
        return known;
    }

    private String hash(boolean withOrder) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            objects()
                    .forEach(object -> digest.update(
                            withOrder
                                    ? object.digests().strict()
                                    : object.digests().loose()));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /** {@return the object of a key, null if there is none} */
    public @Nullable SchemaObject get(String key) {
        return objects.get(key);
    }

    /** {@return the same with only some of its objects} */
    public SchemaSnapshot only(Predicate<SchemaObject> wanted) {
        return new SchemaSnapshot(
                product, version, objects.values().stream().filter(wanted).toList(), null);
    }

    /** {@return the same, but with these objects as they are in another snapshot, or not at all if they are not there} */
    public SchemaSnapshot with(SchemaSnapshot other, Set<String> keys) {
        Map<String, SchemaObject> mixed = new TreeMap<>(objects);
        for (String key : keys) {
            SchemaObject theirs = other.objects.get(key);
            if (theirs == null) {
                mixed.remove(key);
            } else {
                mixed.put(key, theirs);
            }
        }
        return new SchemaSnapshot(product, version, mixed.values(), null);
    }

    /**
     * Returns the same, in which each object that a later snapshot of the same database has at another path knows that
     * path, also if its old one is another's now: it stays known when the database is restored from a dump, and
     * identifiers are others.
     */
    public SchemaSnapshot withPathsOf(SchemaSnapshot later) {
        if (objects.values().stream().allMatch(object -> object.isStillIn(later))) {
            return this;
        }
        Whereabouts whereabouts = new Whereabouts(this, later);
        return new SchemaSnapshot(
                product,
                version,
                objects.values().stream().map(whereabouts::known).toList(),
                moment);
    }

    /**
     * Returns the same, without its identifiers if a later snapshot seems to be of a database that was restored from a
     * dump: there they are others, or by chance those of other objects.
     */
    public SchemaSnapshot asSeenFrom(SchemaSnapshot later) {
        Set<String> there =
                later.objects.values().stream().map(SchemaObject::place).collect(Collectors.toSet());
        int found = 0;
        int gone = 0;
        for (SchemaObject object : objects.values()) {
            SchemaObject now = later.objects.get(object.key());
            if (now != null && object.identity().oid() >= FIRST_OF_USERS) {
                found += now.place().equals(object.place()) ? 1 : 0;
                gone += there.contains(object.place()) ? 0 : 1;
            }
        }
        return found >= gone
                ? this
                : new SchemaSnapshot(
                        product,
                        version,
                        objects.values().stream()
                                .map(SchemaObject::withoutIdentity)
                                .toList(),
                        null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SchemaSnapshot snapshot && objects.equals(snapshot.objects);
    }

    @Override
    public int hashCode() {
        return objects.hashCode();
    }

    @Override
    public String toString() {
        return "%s %d with %d objects".formatted(product, version, objects.size());
    }
}
