package dev.switchback.fleet.database;

import java.time.Duration;

/**
 * What was found of a database by looking at it from here.
 *
 * @param server the server's version
 * @param standby whether it only follows another server, and takes no changes
 * @param tables the version of the tables, 0 where there are none
 * @param knownTables the version that this Switchback makes and understands
 * @param roundTrip the shortest time that a question took to be answered
 * @param connections how many connections the server has
 * @param mostConnections how many it takes
 * @param listens whether a notification arrived; without that, changes are found by looking, twice a second
 * @param clockAhead how far the server's clock is before this process's, give or take the round trip
 */
public record DatabaseReport(
        String server,
        boolean standby,
        int tables,
        int knownTables,
        Duration roundTrip,
        int connections,
        int mostConnections,
        boolean listens,
        Duration clockAhead) {}
