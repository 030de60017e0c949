package dev.switchback.ingest.work;

import java.time.Duration;

/** Hears how the processing goes, and keeps none of it. */
class Unheard implements Processed {

    @Override
    public void finished(int events) {}

    @Override
    public void handled(long nanos) {}

    @Override
    public void failed(int waiting, int dead) {}

    @Override
    public void rescued(int waiting, int dead) {}

    @Override
    public void delivered(int deliveries) {}

    @Override
    public void undelivered(int deliveries) {}

    @Override
    public void trouble(String what, Throwable failed, Duration pause) {}
}
