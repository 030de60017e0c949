package dev.switchback.notify;

import dev.switchback.event.EventSource;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Subscription;
import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthSource;
import dev.switchback.health.HealthStatus;
import dev.switchback.notify.WebhookTarget.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts events to a chat program as they happen: Slack's messages, which others take too.
 *
 * <pre>{@code
 * Webhook webhook = Webhook.to(System.getenv("SWITCHBACK_WEBHOOK")).atLeast(Severity.WARNING).open();
 * webhook.subscribe(migration.events());
 * }</pre>
 *
 * <p>Whoever publishes only puts the event into a bounded queue; one message is sent at a time, in order, and again
 * after a wait when the server is away, slow, overloaded ({@code Retry-After} is kept to) or failing. A message may
 * arrive twice when an answer is lost. What another status than those refuses, or fails too often, is counted and
 * logged, without the URL and the token. Thread-safe.
 */
public final class Webhook implements HealthSource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Webhook.class);

    private record Message(MigrationEvent event, int again) {}

    private final WebhookBuilder parts;
    private final WebhookTarget target;
    private final Backoff backoff;
    private final Repeats repeats; // guarded by queue
    private final Queue<Message> queue = new ArrayDeque<>(); // guarded by itself
    private final ReentrantLock sending = new ReentrantLock();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private boolean working; // guarded by queue
    private boolean closed; // guarded by queue
    private int vain; // attempts for the first message, guarded by sending
    private WebhookCounts counts = WebhookCounts.NONE; // guarded by queue
    private volatile @Nullable String trouble;

    Webhook(WebhookBuilder parts) {
        this.parts = parts;
        this.target = new WebhookTarget(parts.url, parts.token, parts.clock);
        this.backoff = new Backoff(parts.firstWait, parts.longestWait, parts.random);
        this.repeats = new Repeats(parts.repeats, parts.clock);
    }

    /**
     * Begins a webhook.
     *
     * @param url {@code https://...} or {@code http://...}; a secret, as whoever knows it can write to the channel
     * @throws dev.switchback.pipeline.InvalidValueException for any other, without showing it
     */
    public static WebhookBuilder to(String url) {
        return new WebhookBuilder(url);
    }

    /** Sends what a source tells from now on, if it is severe enough. */
    public Webhook subscribe(EventSource events) {
        return subscribe(events, "*");
    }

    /** Sends what a source tells from now on, if its name fits the pattern and it is severe enough. */
    public Webhook subscribe(EventSource events, String pattern) {
        subscriptions.add(events.inline().onName(pattern, this::send)); // its queue is this one
        return this;
    }

    /** Sends an event, if it is severe enough and was not sent a short while ago; never waits and never fails. */
    public void send(MigrationEvent event) {
        if (event.severity().compareTo(parts.least) < 0) {
            return;
        }
        synchronized (queue) {
            if (closed || queue.size() >= parts.queue) {
                counts = counts.someDropped(1);
                return;
            }
            OptionalInt again = repeats.fresh(event);
            if (again.isEmpty()) {
                counts = counts.oneRepeated();
                return;
            }
            queue.add(new Message(event, again.getAsInt()));
            if (working) {
                return;
            }
            working = true;
        }
        parts.later.after(Duration.ZERO, this::work);
    }

    /**
     * Sends one event now, whatever its severity, and waits: once, with no other attempt.
     *
     * @return what went wrong, without the URL; empty if it was taken
     */
    public Optional<String> sendNow(MigrationEvent event) {
        sending.lock();
        try {
            return target.post(ChatMessage.of(event, 0), parts.timeout).trouble();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            sending.unlock();
        }
    }

    /** {@return the host that it sends to, all of the URL that may be shown} */
    public String host() {
        return target.shown();
    }

    /** {@return what has become of the events} */
    public WebhookCounts counts() {
        synchronized (queue) {
            return counts;
        }
    }

    /** Sends the first message, and goes on with the next one at once, or with the same one later. */
    private void work() {
        sending.lock();
        try {
            Message first = first();
            if (first != null) {
                Duration wait = attempt(first, parts.timeout, parts.attempts);
                parts.later.after(wait, this::work);
            }
        } catch (InterruptedException stopped) { // closing
            Thread.currentThread().interrupt();
        } finally {
            sending.unlock();
        }
    }

    /** {@return the message that is next, null if there is none, and nothing works any more} */
    private @Nullable Message first() {
        synchronized (queue) {
            working = !queue.isEmpty() && !closed;
            return working ? queue.peek() : null;
        }
    }

    /** {@return how long to wait before the next one: none once this one is done with} */
    private Duration attempt(Message message, Duration within, int most) throws InterruptedException {
        Answer answer = posted(message, within);
        if (answer instanceof Answer.Failed failed && vain + 1 < most) {
            vain++;
            trouble = failed.why();
            Duration own = backoff.after(vain);
            return failed.notBefore().filter(given -> given.compareTo(own) > 0).orElse(own);
        }
        boolean taken = answer instanceof Answer.Taken;
        String why = answer.trouble().orElse("");
        String times = vain == 0 ? "" : ", %d times".formatted(vain + 1);
        trouble = taken ? null : why;
        vain = 0;
        synchronized (queue) {
            queue.poll();
            counts = taken ? counts.oneSent() : counts.oneFailed();
        }
        if (!taken) {
            log.warn(
                    "[Webhook] {} did not take {}: {}{}",
                    target.shown(),
                    message.event().name(),
                    why,
                    times);
        }
        return Duration.ZERO;
    }

    private Answer posted(Message message, Duration within) throws InterruptedException {
        try {
            return target.post(ChatMessage.of(message.event(), message.again()), within);
        } catch (RuntimeException unusable) { // an event of somebody else's that cannot be written
            return new Answer.Refused(unusable.getClass().getSimpleName());
        }
    }

    @Override
    public String component() {
        return "webhook";
    }

    @Override
    public ComponentHealth health() {
        WebhookCounts now = counts();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("host", target.shown());
        details.put("sent", now.sent());
        details.put("failed", now.failed());
        details.put("dropped", now.dropped());
        String wrong = trouble;
        return wrong == null
                ? ComponentHealth.healthy(details)
                : ComponentHealth.of(
                        HealthStatus.DEGRADED,
                        "%s does not take messages: %s".formatted(target.shown(), wrong),
                        "look whether the webhook still exists, and send a test: switchback notify test",
                        details);
    }

    /** Tries once to send what waits, for as long as it was given, and sends nothing more. Idempotent. */
    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        synchronized (queue) {
            if (closed) {
                return;
            }
            closed = true;
        }
        parts.later.close();
        sending.lock();
        try {
            flush(parts.nanoTime.getAsLong());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            sending.unlock();
            synchronized (queue) {
                counts = counts.someDropped(queue.size());
                queue.clear();
            }
        }
    }

    private void flush(long begunNanos) throws InterruptedException {
        while (true) {
            Message next;
            synchronized (queue) {
                next = queue.peek();
            }
            Duration left = parts.closing.minusNanos(parts.nanoTime.getAsLong() - begunNanos);
            if (next == null || left.isNegative() || left.isZero()) {
                return;
            }
            attempt(next, left.compareTo(parts.timeout) < 0 ? left : parts.timeout, 1);
        }
    }
}
