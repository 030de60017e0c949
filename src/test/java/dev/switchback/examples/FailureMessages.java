package dev.switchback.examples;

import dev.switchback.event.EventSource;
import dev.switchback.event.Severity;
import dev.switchback.notify.Webhook;

/** Example 3: Slack. Posts every failed rollback of a migration, with its name, branch, database and error. */
public final class FailureMessages {

    private FailureMessages() {}

    /** Begins; closing it sends what still waits. */
    public static Webhook begin(EventSource events, String url) {
        return Webhook.to(url)
                .atLeast(Severity.CRITICAL)
                .open()
                .subscribe(events, "switchback.rollback_migration.failed");
    }
}
