package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.Intake;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.state.Attribution;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A queue that nobody else has, for each test. */
abstract class QueueFixture {

    static final Attribution BY = Attribution.api("ada", "a test");

    QueueStore store;

    /** {@return a store on a queue that nobody else has, the same one each time} */
    abstract QueueStore open();

    @BeforeEach
    void prepare() {
        store = open();
        store.prepare();
    }

    @AfterEach
    void close() {
        store.close();
    }

    Intake accept(NewEvent... events) {
        return store.accept(arriving(events), false);
    }

    static List<Arriving> arriving(NewEvent... events) {
        List<Arriving> arriving = new ArrayList<>();
        for (NewEvent event : events) {
            arriving.add(new Arriving(UUID.randomUUID(), event));
        }
        return arriving;
    }

    void acceptMany(int number) {
        accept(IntStream.range(0, number)
                .mapToObj(n -> NewEvent.of("{\"n\": %d}".formatted(n)))
                .toArray(NewEvent[]::new));
    }

    Mode mode(Mode to) {
        return store.change(control -> control.to(to), false, BY).mode();
    }

    static List<String> payloads(List<Claimed> claimed) {
        return claimed.stream().map(one -> one.event().payload()).toList();
    }
}
