package dev.switchback.flags;

import dev.switchback.pipeline.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule that was asked about a key.
 *
 * @param rule its name in lower snake case
 * @param matched whether it decided
 * @param detail a sentence with the figures it looked at
 */
public record Rule(String rule, boolean matched, String detail) {

    /** The rules of one snapshot told about one key, in the order in which they are asked. */
    static final class Explanation {

        private final Snapshot snapshot;
        private final Settings settings;
        private final @Nullable String key;
        private final KeyPins pins;
        private final List<Rule> rules = new ArrayList<>();

        Explanation(Snapshot snapshot, @Nullable String key, KeyPins pins) {
            this.snapshot = snapshot;
            this.settings = snapshot.settings();
            this.key = key == null || key.isEmpty() ? null : key;
            this.pins = pins;
        }

        List<Rule> rules() {
            boolean decided = isUnreadable()
                    || isRolledBack()
                    || isOverridden(Route.LEGACY)
                    || isDenied()
                    || isPinned()
                    || isOverridden(Route.NEW)
                    || isForced();
            if (!decided) {
                addPercentage();
            }
            return List.copyOf(rules);
        }

        private boolean isUnreadable() {
            return add(
                    "state_unreadable",
                    snapshot.unreadable().isPresent(),
                    snapshot.unreadable()
                            .map("state cannot be trusted: "::concat)
                            .orElse("the state is readable"));
        }

        private boolean isRolledBack() {
            String recorded = "the recorded rollback state is " + snapshot.rollbackState();
            return add(
                    "rolled_back",
                    snapshot.forcedLegacy(),
                    snapshot.latch().map("held on legacy in memory: "::concat).orElse(recorded));
        }

        private boolean isOverridden(Route mode) {
            String detail = settings.override()
                    .map(word -> "override to %s by %s: %s%s"
                            .formatted(
                                    word.mode().text(),
                                    word.by(),
                                    word.reason(),
                                    word.until().map(" (until %s)"::formatted).orElse("")))
                    .orElse("no override");
            return add(
                    "override_" + mode.text(),
                    settings.override().filter(word -> word.mode() == mode).isPresent(),
                    detail);
        }

        private boolean isDenied() {
            return add(
                    "denied_key",
                    key != null && settings.deniedKeys().contains(key),
                    "%d keys are denied".formatted(settings.deniedKeys().size()));
        }

        private boolean isPinned() {
            boolean pinned = key != null && pins.pinned(key);
            return add("poison_key", pinned, pinned ? "pinned to legacy on this node" : "not pinned on this node");
        }

        private boolean isForced() {
            return add(
                    "forced_key",
                    key != null && settings.forcedKeys().contains(key),
                    "%d keys are forced".formatted(settings.forcedKeys().size()));
        }

        private void addPercentage() {
            Reason reason = snapshot.assign(key, KeyPins.NONE);
            String share = "the percentage is " + settings.percentage().text();
            String detail = key == null
                    ? share + ", the call has no key"
                    : "%s, the key's bucket is %d of %d".formatted(share, snapshot.bucket(key), Share.BUCKETS);
            rules.add(new Rule(reason.text(), true, detail));
        }

        private boolean add(String rule, boolean matched, String detail) {
            rules.add(new Rule(rule, matched, detail));
            return matched;
        }
    }
}
