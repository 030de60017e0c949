package dev.switchback.ingest;


/** A queue at work. */
final class StartedIngestion {

    private StartedIngestion() {}

    static Ingestion start(IngestionBuilder parts) {
        throw new UnsupportedOperationException(parts.name);
    }
}
