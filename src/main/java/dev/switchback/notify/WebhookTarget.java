package dev.switchback.notify;

import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Where messages are posted to. Its URL and its token are secrets: nothing here gives them away but the request. */
final class WebhookTarget {

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final URI url;
    private final String token;
    private final Clock clock;
    private final HttpClient client;

    /** A redirect is an error: it would carry the message, and the token, to somebody else. */
    WebhookTarget(URI url, String token, Clock clock) {
        this.url = url;
        this.token = token;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECTS_WITHIN)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** {@return a URL that may be posted to; what is refused is not shown, as it may be nearly right} */
    static URI url(String name, String text) {
        try {
            URI url = new URI(text == null ? "" : text.strip());
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("https") || scheme.equals("http"))
                    && url.getHost() != null
                    && isPort(url.getPort())
                    && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException unreadable) {
            throw unusable(name);
        }
        throw unusable(name);
    }

    /** The client refuses others only when it sends; -1 stands for none. */
    private static boolean isPort(int port) {
        return port == -1 || (port >= 1 && port <= 65_535);
    }

    private static InvalidValueException unusable(String name) {
        return InvalidValueException.of(
                name,
                "a URL that begins with https:// or http:// and has a host, and a port from 1 to 65535 if any",
                "another");
    }

    /** {@return the host, which alone may be shown} */
    String shown() {
        return url.getPort() < 0 ? url.getHost() : "%s:%d".formatted(url.getHost(), url.getPort());
    }

    /** What came of one attempt. */
    sealed interface Answer {

        /** {@return what went wrong, empty if nothing did} */
        Optional<String> trouble();

        /** It was taken. */
        record Taken() implements Answer {

            @Override
            public Optional<String> trouble() {
                return Optional.empty();
            }
        }

        /** It was not, and never will be. */
        record Refused(String why) implements Answer {

            @Override
            public Optional<String> trouble() {
                return Optional.of(why);
            }
        }

        /** It was not, and may be later: not before a wait, if one is given. */
        record Failed(String why, Optional<Duration> notBefore) implements Answer {

            @Override
            public Optional<String> trouble() {
                return Optional.of(why);
            }
        }
    }

    /** Posts a message, and waits for the answer. */
    Answer post(byte[] message, Duration within) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url)
                    .timeout(within)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(BodyPublishers.ofByteArray(message));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            return answer(client.send(request.build(), BodyHandlers.discarding()));
        } catch (HttpTimeoutException slow) {
            return new Answer.Failed("no answer within " + within, Optional.empty());
        } catch (IOException broken) { // its message may hold the URL
            return new Answer.Failed(broken.getClass().getSimpleName(), Optional.empty());
        }
    }

    private Answer answer(HttpResponse<Void> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Answer.Taken();
        }
        String why = "status " + status;
        boolean passes = status == 408 || status == 425 || status == 429 || status >= 500;
        return passes ? new Answer.Failed(why, wait(response)) : new Answer.Refused(why);
    }

    /** Seconds, or a date (RFC 9110, 10.2.3); what is neither is as good as none. */
    private Optional<Duration> wait(HttpResponse<Void> response) {
        Optional<String> given = response.headers().firstValue("Retry-After").map(String::strip);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Duration wait;
        try {
            wait = given.get().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(given.get()))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(given.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
        return Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.isNegative() ? Duration.ZERO : wait);
    }
}
