package dev.switchback.schema.catalog;

import dev.switchback.pipeline.MigrationException;

/** The catalogs of a database could not be taken for a snapshot, or a text not for one; nothing was changed. */
public final class SnapshotException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private SnapshotException(String message) {
        super(message);
    }

    private SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }

    static SnapshotException unknown(String product, int version) {
        return new SnapshotException(("cannot read schema: its database is not known (product=%s, version=%d)."
                        + " PostgreSQL 15 and later, SQLite and H2 are")
                .formatted(product, version));
    }

    static SnapshotException notASnapshot(Throwable cause) {
        return new SnapshotException(
                "cannot read snapshot: %s. It is not one that this version wrote".formatted(cause.getMessage()), cause);
    }

    static void unless(boolean holds, String product, int version) {
        if (!holds) {
            throw unknown(product, version);
        }
    }
}
