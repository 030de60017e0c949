package dev.switchback.ingest;

class PostgresIngestionTest extends IngestionContract {}
