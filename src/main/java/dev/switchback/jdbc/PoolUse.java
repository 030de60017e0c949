package dev.switchback.jdbc;

/**
 * How a pool of connections is used; -1 where it is not known.
 *
 * @param active connections in use
 * @param idle connections that wait to be used
 * @param waiting threads that wait for a connection
 */
public record PoolUse(int active, int idle, int waiting) {

    static final PoolUse UNKNOWN = new PoolUse(-1, -1, -1);
}
