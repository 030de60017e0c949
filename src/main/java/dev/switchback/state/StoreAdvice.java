package dev.switchback.state;

/**
 * What an operator is to do about a store, by what is beneath it.
 *
 * @param medium what events wait for
 * @param damaged what to do about damage that was survived
 * @param undurable what to do about events that wait
 * @param unwritable what to do when nothing can be written
 * @param unreadable what to do when nothing can be trusted
 */
record StoreAdvice(String medium, String damaged, String undurable, String unwritable, String unreadable) {

    static StoreAdvice of(StoreStatus status) {
        return status.kind().equals(StoreStatus.POSTGRESQL) ? ofDatabase(status.where()) : ofDisk(status.where());
    }

    private static StoreAdvice ofDisk(String where) {
        return new StoreAdvice(
                "disk",
                "run `switchback history verify` and keep a copy of the state directory",
                "free or repair the disk under " + where,
                "make %s writable; an emergency rollback still works in memory".formatted(where),
                "restore %s from a backup, or move it away to begin anew".formatted(where));
    }

    private static StoreAdvice ofDatabase(String where) {
        return new StoreAdvice(
                "database",
                "run `switchback history verify` and keep a dump of the database",
                "they are written by themselves when %s takes them".formatted(where),
                "bring %s back, or give its user the rights; an emergency rollback still works in each process"
                        .formatted(where),
                "bring %s back; if it was set back on purpose, restart this process to take it as it is"
                        .formatted(where));
    }
}
