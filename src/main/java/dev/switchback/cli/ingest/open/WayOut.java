package dev.switchback.cli.ingest.open;

import dev.switchback.rollback.RollbackState;

/** What to press where a rollback of a queue is in the way. */
public final class WayOut {

    private WayOut() {}

    /** {@return what ends a rollback that is in this state, as a part of a sentence} */
    public static String of(RollbackState state, OpenQueue queue) {
        return switch (state) {
            case ROLLBACK_FAILED ->
                "`%s` repeats its steps, once what they stopped at is gone (`%s`, `%s`)"
                        .formatted(
                                queue.command("recover --reason '...'"),
                                queue.command("queue list --status pending"),
                                queue.command("discard ID --reason '...'"));
            case RECOVERY_FAILED ->
                "`%s` repeats its steps, and `%s` leaves it as it is"
                        .formatted(
                                queue.command("recover --reason '...'"),
                                queue.command("return --force --reason '...'"));
            case ROLLED_BACK -> "`%s` ends that and enters ASYNC".formatted(queue.command("return --reason '...'"));
            default -> "wait until it has ended (`%s`)".formatted(queue.command("drain --wait"));
        };
    }
}
