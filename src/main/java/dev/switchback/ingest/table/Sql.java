package dev.switchback.ingest.table;

/** In what the two databases differ, where one text can serve both. */
enum Sql {
    POSTGRES {
        @Override
        String now() {
            return "clock_timestamp()"; // the beginning of the transaction may be long ago
        }

        @Override
        String after(String millis) {
            return "clock_timestamp() + (%s) * interval '1 millisecond'".formatted(millis);
        }

        @Override
        String returning(String columns, Change change, String sql) {
            return "%s returning %s".formatted(sql, columns);
        }

        @Override
        String shared() {
            return "for share";
        }

        @Override
        String anyOf(String column, String type) {
            return "%s = any (?)".formatted(column);
        }

        @Override
        String unlocked(String table, String condition) {
            String key = table.equals("event_queue") ? "seq" : "event_id, subscriber";
            return "(%s) in (select %s from %s where %s for update skip locked)".formatted(key, key, table, condition);
        }

        @Override
        String unnest(String... types) {
            return "unnest(%s)".formatted(String.join(", ", cast("::%s[]", types)));
        }

        @Override
        String nextClaim() {
            return "select nextval('ingest_claims')";
        }
    },
    H2 {
        @Override
        String now() {
            return "current_timestamp";
        }

        @Override
        String after(String millis) {
            return "dateadd('MILLISECOND', %s, current_timestamp)".formatted(millis);
        }

        @Override
        String returning(String columns, Change change, String sql) {
            return "select %s from %s table (%s)".formatted(columns, change == Change.DELETE ? "old" : "final", sql);
        }

        @Override
        String shared() {
            return "for update"; // it has no lock that is shared, and one disk to wait for anyway
        }

        @Override
        String anyOf(String column, String type) {
            return "%s in (select * from unnest(cast(? as %s array)))".formatted(column, type);
        }

        @Override
        String unlocked(String table, String condition) {
            return condition;
        }

        @Override
        String unnest(String... types) {
            return "unnest(%s)".formatted(String.join(", ", cast("cast(? as %s array)", types)));
        }

        @Override
        String nextClaim() {
            return "select next value for ingest_claims";
        }
    };

    /** What a statement that also returns rows does to them. */
    enum Change {
        UPDATE,
        DELETE
    }

    /** {@return the time at this moment} */
    abstract String now();

    /** {@return the time in so many milliseconds} */
    abstract String after(String millis);

    /** {@return a statement that returns the rows it has changed} */
    abstract String returning(String columns, Change change, String sql);

    /** {@return the lock that lets others read a row and not change it} */
    abstract String shared();

    /** {@return the condition that a column is one of an array} */
    abstract String anyOf(String column, String type);

    /**
     * {@return the condition that a row of the queue or the deliveries meets another one and nobody has locked it} Whoever
     * changes many rows and waited for each would sooner or later wait for somebody who waits for him.
     */
    abstract String unlocked(String table, String condition);

    /** {@return a table of arrays} */
    abstract String unnest(String... types);

    /** {@return the query for the number of a new claim} */
    abstract String nextClaim();

    private static String[] cast(String form, String... types) {
        String[] casts = new String[types.length];
        for (int i = 0; i < types.length; i++) {
            casts[i] = form.contains("array") ? form.formatted(types[i]) : "?" + form.formatted(types[i]);
        }
        return casts;
    }
}
