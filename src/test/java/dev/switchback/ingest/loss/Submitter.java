package dev.switchback.ingest.loss;

import dev.switchback.ingest.EventQueue;
import dev.switchback.ingest.EventRefusedException;
import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.ingest.queue.Receipt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/**
 * A process that hands events in, and says what was acknowledged: {@code try KEY} before an event with a key, {@code ack
 * ID KEY} or {@code ack ID} after, {@code drop KEY} if its handler has refused it. A line of keys that its predecessor
 * did not finish comes first; the end of the input is the end of its work.
 */
final class Submitter {

    private static final int THREADS = 6;
    private static final int BATCH = 20;
    private static final Duration PAUSE = Duration.ofMillis(12);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final EventQueue queue;
    private final String name;
    private final Queue<String> unfinished = new ConcurrentLinkedQueue<>();
    private volatile boolean ending;

    private Submitter(EventQueue queue, String name) {
        this.queue = queue;
        this.name = name;
    }

    /**
     * Hands events in.
     *
     * @param arguments the database, the directory of the state, a name, a seed
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String keys = in.readLine();
        Ingestion ingestion = Starting.untilStarted(Ingestion.named("loss").processing(false), arguments);
        System.out.println("ready");
        Submitter submitter = new Submitter(ingestion.queue(), arguments[2]);
        if (keys != null && !keys.isBlank()) {
            submitter.unfinished.addAll(List.of(keys.split(" ")));
        }
        submitter.run(in, Long.parseLong(arguments[3]));
        ingestion.close();
        System.exit(0);
    }

    private void run(BufferedReader in, long seed) throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread =
                    new Thread(() -> work(new SplittableRandom(seed + number), "%s-%d".formatted(name, number)));
            thread.start();
            threads.add(thread);
        }
        while (in.readLine() != null) {} // nothing is asked but to end
        ending = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work(RandomGenerator random, String prefix) {
        for (int n = 0; !ending; n++) {
            String left = unfinished.poll();
            if (left != null) {
                keyed(left);
            } else if (random.nextInt(4) == 0) {
                keyed("%s-%d".formatted(prefix, n));
            } else if (random.nextInt(10) == 0) {
                batch(random);
            } else {
                single(event(random));
            }
            Deed.pause(PAUSE);
        }
        unfinished.forEach(this::keyed);
    }

    private static NewEvent event(RandomGenerator random) {
        NewEvent event = NewEvent.of(Deed.any(random).payload("x".repeat(random.nextInt(200))));
        return random.nextInt(20) == 0 ? event.inOrderOf("order-" + random.nextInt(10)) : event;
    }

    private void single(NewEvent event) {
        try {
            acknowledged(queue.submit(event));
        } catch (EventRefusedException | QueueUnavailableException notAcknowledged) {
            Deed.pause(AGAIN);
        }
    }

    private void batch(RandomGenerator random) {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            events.add(event(random));
        }
        try {
            queue.submitAll(events).forEach(Submitter::acknowledged);
        } catch (EventRefusedException | QueueUnavailableException notAcknowledged) {
            Deed.pause(AGAIN);
        }
    }

    private static void acknowledged(Receipt receipt) {
        System.out.println("ack " + receipt.id());
    }

    /** The same key has the same payload, whoever hands it in: until it is acknowledged or its handler fails. */
    private void keyed(String key) {
        System.out.println("try " + key);
        NewEvent event = NewEvent.of(
                        Deed.any(new SplittableRandom(key.hashCode())).payload(key))
                .once(key);
        while (true) {
            try {
                System.out.println(
                        "ack %s %s".formatted(queue.submit(event).id(), key)); // one write, whole or not at all
                return;
            } catch (EventRefusedException refused) {
                if (refused.why() == EventRefusedException.Why.HANDLER_FAILED) {
                    System.out.println("drop " + key);
                    return;
                }
            } catch (QueueUnavailableException mayBeThere) {
                // that is what the key is for
            }
            Deed.pause(AGAIN);
        }
    }
}
