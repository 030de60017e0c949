package dev.switchback.notify;

/**
 * What has become of the events of a webhook.
 *
 * @param sent taken by the server
 * @param repeated left out, because the same was sent a short while before
 * @param dropped thrown away, because too many waited or it was closed
 * @param failed given up, because the server refused them or failed too often
 */
public record WebhookCounts(long sent, long repeated, long dropped, long failed) {

    static final WebhookCounts NONE = new WebhookCounts(0, 0, 0, 0);

    WebhookCounts oneSent() {
        return new WebhookCounts(sent + 1, repeated, dropped, failed);
    }

    WebhookCounts oneRepeated() {
        return new WebhookCounts(sent, repeated + 1, dropped, failed);
    }

    WebhookCounts someDropped(int more) {
        return new WebhookCounts(sent, repeated, dropped + more, failed);
    }

    WebhookCounts oneFailed() {
        return new WebhookCounts(sent, repeated, dropped, failed + 1);
    }
}
