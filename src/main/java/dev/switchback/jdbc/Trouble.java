package dev.switchback.jdbc;

import java.sql.SQLException;
import java.util.Set;

/** What a database says of itself when it fails, and not of what it was asked. */
public final class Trouble {

    private static final String TOO_MANY_CONNECTIONS = "53300";

    /** In use, broken, closed, closing: what H2 says when the process that has the file open dies. */
    private static final Set<String> H2_IS_AWAY = Set.of("90020", "90067", "90098", "90121");

    /**
     * No room, no disk, and no writes: of PostgreSQL, and H2's failures of the disk. What asked for too much memory, too
     * many locks or temporary files (53200, 53400) is none of them, for less of it at once may pass; nor is a file that
     * one statement asks for (58P01).
     */
    private static final Set<String> TAKES_NOTHING =
            Set.of("53000", "53100", "58000", "58030", "25006", "90028", "90031");

    private Trouble() {}

    /** {@return whether a failure says that the connection broke, or the server ended it, and not that it refused} */
    public static boolean isAway(SQLException failed) {
        String state = failed.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals(TOO_MANY_CONNECTIONS)
                || H2_IS_AWAY.contains(state);
    }

    /**
     * {@return whether a database that answers takes nothing at present, whatever it is asked: its disk is full or
     * broken, or it takes no writes}
     */
    public static boolean takesNothing(SQLException failed) {
        String state = failed.getSQLState();
        return state != null && TAKES_NOTHING.contains(state);
    }
}
