package dev.switchback.notify;

import dev.switchback.event.Severity;
import dev.switchback.pipeline.InvalidValueException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Collects how a webhook is to behave; for one thread. Every setting but the URL has a default. */
public final class WebhookBuilder {

    final URI url;
    String token = "";
    Severity least = Severity.WARNING;
    int queue = 256;
    int attempts = 8;
    Duration timeout = Duration.ofSeconds(10);
    Duration firstWait = Duration.ofSeconds(1);
    Duration longestWait = Duration.ofMinutes(1);
    Duration repeats = Duration.ofMinutes(5);
    Duration closing = Duration.ofSeconds(5);
    Clock clock = Clock.systemUTC();
    LongSupplier nanoTime = System::nanoTime;
    RandomGenerator random = new SplittableRandom();
    Later later = Later.onThread("switchback-webhook");

    WebhookBuilder(String url) {
        this.url = WebhookTarget.url("url", url);
    }

    /** Sets a token that goes with each message as {@code Authorization: Bearer}; none by default. */
    public WebhookBuilder token(String secret) {
        boolean usable = secret != null && secret.matches("[\\x21-\\x7E]{1,4096}");
        InvalidValueException.unless(usable, "token", "1 to 4096 printable characters without spaces", "another");
        token = secret;
        return this;
    }

    /** Sets how severe an event must be; {@link Severity#WARNING} by default. */
    public WebhookBuilder atLeast(Severity severity) {
        InvalidValueException.unless(severity != null, "atLeast", "a severity", null);
        least = severity;
        return this;
    }

    /** Sets how many messages may wait, 256 by default; what is more is dropped and counted. */
    public WebhookBuilder queue(int messages) {
        InvalidValueException.unless(messages >= 1, "queue", "at least 1", messages);
        queue = messages;
        return this;
    }

    /**
     * Sets how often a message is tried, 8 times by default, and how long it waits between: about a second, twice as
     * long each time, a minute at most. Half of each wait is by chance.
     */
    public WebhookBuilder attempts(int times, Duration first, Duration longest) {
        InvalidValueException.unless(times >= 1 && times <= 100, "times", "from 1 to 100", times);
        InvalidValueException.unless(first != null && first.toMillis() >= 1, "first", "at least a millisecond", first);
        InvalidValueException.unless(
                longest != null && longest.compareTo(first) >= 0 && longest.compareTo(Duration.ofDays(1)) <= 0,
                "longest",
                "from the first wait to a day",
                longest);
        attempts = times;
        firstWait = first;
        longestWait = longest;
        return this;
    }

    /** Sets how long an answer may take; 10 seconds by default. */
    public WebhookBuilder timeout(Duration limit) {
        timeout = positive("timeout", limit);
        return this;
    }

    /** Sets for how long the same is not told again, 5 minutes by default; zero tells everything. */
    public WebhookBuilder repeatAfter(Duration window) {
        InvalidValueException.unless(window != null && !window.isNegative(), "repeatAfter", "zero or above", window);
        repeats = window;
        return this;
    }

    /** Sets how long {@link Webhook#close} may take for what still waits; 5 seconds by default. */
    public WebhookBuilder closeWithin(Duration limit) {
        closing = positive("closeWithin", limit);
        return this;
    }

    /** Sets wall time and elapsed time in nanoseconds; the system's by default. */
    public WebhookBuilder time(Clock wall, LongSupplier elapsed) {
        clock = wall;
        nanoTime = elapsed;
        return this;
    }

    /** Sets what sends, and when; a thread of its own by default. */
    public WebhookBuilder later(Later sends) {
        later.close();
        later = sends;
        return this;
    }

    /** Sets what the part of the waits that is by chance begins with. */
    public WebhookBuilder seed(long seed) {
        random = new SplittableRandom(seed);
        return this;
    }

    /** {@return the webhook, which sends what it is given} */
    public Webhook open() {
        return new Webhook(this);
    }

    private static Duration positive(String name, Duration limit) {
        InvalidValueException.unless(
                limit != null && !limit.isNegative() && !limit.isZero(), name, "above zero", limit);
        return limit;
    }
}
