package dev.switchback.ingest.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients that post events, each until it is told that an event is kept, and remember what they were told. */
final class PostingClients {

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI events;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore done = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();

    /** The ids that were acknowledged, by the key under which the event was posted. */
    final Map<String, Set<String>> acknowledged = new ConcurrentHashMap<>();

    final AtomicLong retries = new AtomicLong();
    final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    final ConcurrentLinkedQueue<String> unexpected = new ConcurrentLinkedQueue<>();

    PostingClients(URI server) {
        events = URI.create(server + "/api/events");
    }

    void start(int clients, int each) {
        for (int client = 0; client < clients; client++) {
            String name = "c%d".formatted(client);
            Thread thread = new Thread(() -> postAll(name, each));
            threads.add(thread);
            thread.start();
        }
    }

    private void postAll(String client, int number) {
        try {
            for (int event = 0; event < number; event++) {
                String key = "%s-%d".formatted(client, event);
                while (!post(key) && !stopped.await(50, TimeUnit.MILLISECONDS)) {
                    retries.incrementAndGet();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            done.release();
        }
    }

    boolean isDone() {
        return done.availablePermits() == threads.size();
    }

    void stop() {
        stopped.countDown();
    }

    /** {@return whether the event was kept} */
    boolean post(String key) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(events)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString("{\"key\":\"%s\"}".formatted(key)))
                .build();
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (java.io.IOException broken) { // the answer may be lost; the same key makes it safe to ask again
            unexpected.add(broken.toString());
            return false;
        }
        statuses.add(response.statusCode());
        Matcher id = ID.matcher(response.body());
        if (response.statusCode() / 100 == 2 && id.find()) {
            acknowledged
                    .computeIfAbsent(key, first -> ConcurrentHashMap.newKeySet())
                    .add(id.group(1));
            return true;
        }
        if (response.statusCode() != 503
                || response.headers().firstValue("Retry-After").isEmpty()) {
            unexpected.add("%d %s".formatted(response.statusCode(), response.body()));
        }
        return false;
    }

    /** {@return the status of a GET} */
    int get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(events.resolve(path)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
