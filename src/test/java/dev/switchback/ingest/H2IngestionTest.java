package dev.switchback.ingest;

class H2IngestionTest extends IngestionContract {

    @Override
    String database() {
        return "";
    }
}
