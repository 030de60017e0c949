package dev.switchback.ingest.loss;

import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.IngestionBuilder;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.pipeline.MigrationException;
import java.nio.file.Path;
import java.time.Duration;

/** How the processes of the campaign begin: the database may be away. */
final class Starting {

    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final int TRIALS = 300;

    private Starting() {}

    /**
     * Returns the queue once the database is there.
     *
     * @param arguments the database, the directory of the state, and whatever
     */
    static Ingestion untilStarted(IngestionBuilder builder, String[] arguments) {
        for (int trial = 1; true; trial++) {
            try {
                return builder.database(arguments[0])
                        .state(Path.of(arguments[1]))
                        .start();
            } catch (QueueUnavailableException away) {
                System.err.println(away.getMessage());
                if (trial == TRIALS) { // whoever has started this is gone
                    throw away;
                }
            } catch (MigrationException broken) {
                broken.printStackTrace(System.err);
            }
            Deed.pause(AGAIN);
        }
    }
}
