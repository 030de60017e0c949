package dev.switchback.ingest.loss;

import java.time.Duration;

/**
 * What is done to whom, for how long.
 *
 * @param worker the class of the processors
 * @param workers what their names begin with
 * @param submitters how many processes hand events in
 * @param processors how many process them
 * @param time how long
 * @param kills between two kills of a process; a second here and there
 * @param crashes between two crashes of the database; zero for none
 * @param stops between two stops of a processor past its lease; zero for none
 * @param modes between two changes of the mode; zero for none
 * @param seed of everything that is random
 */
record LossPlan(
        Class<?> worker,
        String workers,
        int submitters,
        int processors,
        Duration time,
        Duration kills,
        Duration crashes,
        Duration stops,
        Duration modes,
        long seed) {

    /** {@return the campaign of the queue itself} */
    static LossPlan campaign(int processes, Duration time, long seed) {
        return new LossPlan(
                Worker.class,
                "processor",
                processes,
                processes,
                time,
                Duration.ofSeconds(1),
                Duration.ofSeconds(13),
                Duration.ofSeconds(4),
                Duration.ofSeconds(3),
                seed);
    }

    /** {@return kills alone} */
    LossPlan onlyKilling(Class<?> by, String named) {
        return new LossPlan(
                by, named, submitters, processors, time, kills, Duration.ZERO, Duration.ZERO, Duration.ZERO, seed);
    }
}
