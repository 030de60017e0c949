package dev.switchback.ingest.loss;

import dev.switchback.ingest.Ingestion;
import java.io.IOException;

/** A process that processes what is queued, until its input ends. */
final class Worker {

    private Worker() {}

    /**
     * Processes.
     *
     * @param arguments the database, the directory of the state, a name, a seed
     */
    public static void main(String[] arguments) throws IOException {
        Ingestion ingestion =
                Starting.untilStarted(Ingestion.named("loss").handler(event -> Deed.run(event.payload())), arguments);
        System.out.println("ready");
        while (System.in.read() >= 0) {} // nothing is asked but to end
        ingestion.close();
        System.exit(0);
    }
}
