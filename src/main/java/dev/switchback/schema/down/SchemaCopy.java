package dev.switchback.schema.down;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.schema.down.clone.Clones;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Clones without rows, built from the catalogs of a database that others go on working with. */
public final class SchemaCopy {

    private SchemaCopy() {}

    /**
     * Returns a new database with the schema of another, and no rows.
     *
     * @param clones makes the database
     * @param source what is copied; it is only read
     * @throws DownException if the whole schema could not be built; nothing is left then
     * @throws SQLException if the server is away
     */
    public static Clone of(Clones clones, Connection source) throws SQLException {
        return of(clones, SchemaSnapshot.read(source, SnapshotScope.everything()));
    }

    /** Does the same from a snapshot that was kept. */
    public static Clone of(Clones clones, SchemaSnapshot schema) throws SQLException {
        Clone clone = clones.empty();
        try {
            build(clone, schema);
            return clone;
        } catch (SQLException | RuntimeException failed) {
            clone.close();
            throw failed;
        }
    }

    private static void build(Clone clone, SchemaSnapshot schema) throws SQLException {
        Session session = new Session(clone.connection());
        session.begin();
        SchemaSnapshot empty = SchemaSnapshot.read(clone.connection(), SnapshotScope.everything());
        Converger converger = new Converger(session, schema);
        SchemaDifference left = SchemaDifference.between(schema, converger.run(empty));
        List<String> lines = left.changes().stream()
                .filter(change -> !change.what().startsWith("internal triggers")) // only a superuser may set them
                .map(SchemaDifference.Change::toString)
                .filter(line -> !line.startsWith(ObjectKind.USER_MAPPING.word())) // for want of the passwords
                .filter(line -> !line.startsWith(ObjectKind.PRIVILEGE.word())) // not everybody may grant these
                .toList();
        if (!lines.isEmpty()) {
            throw DownException.notBuilt(lines);
        }
        session.commit();
    }
}
