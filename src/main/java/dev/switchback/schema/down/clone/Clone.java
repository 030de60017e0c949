package dev.switchback.schema.down.clone;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database on which an up and its down are tried out, and nobody else is working.
 *
 * <p>For one thread. Closing it leaves nothing behind.
 */
public interface Clone extends AutoCloseable {

    /** {@return the connection to it, with automatic commits} */
    Connection connection();

    /** {@return whether it is thrown away, so that something may be committed there} */
    boolean isDisposable();

    @Override
    void close() throws SQLException;
}
