package dev.switchback.jdbc;

import java.sql.SQLException;

/** The database did not answer a commit: it may have happened, and it may not. */
public final class UncertainCommitException extends SQLException {

    private static final long serialVersionUID = 1L;

    UncertainCommitException(SQLException cause) {
        super(cause.getMessage(), cause.getSQLState(), cause);
    }
}
