package dev.switchback.canary.mismatch;

import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.difference.PathPattern;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ignore rules that the state of a migration holds, a section
 * {@code canary-rule-<id>} each: those made by commands. */
public final class KeptRules {

    private static final String PREFIX = "canary-rule-";
    private static final int MOST = 32;

    private KeptRules() {}

    /** {@return the rules that can be read; what the others ignored counts} */
    public static List<IgnoreRule> read(Document document) {
        return Sections.read(document, PREFIX, Row.class, (id, row) -> row.rule());
    }

    /**
     * Returns the change that adds a rule without its predicate, which is code; one of the same owner, reason and scope
     * is replaced.
     *
     * @param now the rule must end after it
     * @throws InvalidValueException if the rule has ended, or there are too many
     */
    public static StateChange.Builder adding(Document seen, IgnoreRule rule, String source, Instant now) {
        InvalidValueException.unless(!rule.hasEnded(now), "until", "after %s".formatted(now), rule.until());
        List<String> ids = Sections.ids(seen, PREFIX);
        InvalidValueException.unless(
                ids.contains(rule.id()) || ids.size() < MOST,
                "ignore rules",
                "at most %d; remove one first".formatted(MOST),
                ids.size() + 1);
        Attribution by = new Attribution(rule.by().operator(), rule.by().reason(), source);
        return StateChange.of(seen.migration(), "CANARY_IGNORE_ADDED", by)
                .data("rule", rule.id())
                .data("scope", rule.scope().text())
                .data("until", rule.until().toString())
                .change(current -> current.with(PREFIX + rule.id(), Row.of(rule)));
    }

    /**
     * Returns the change that removes a rule.
     *
     * @throws InvalidValueException if there is none of that id
     */
    public static StateChange.Builder removing(Document seen, String id, Attribution by) {
        List<String> ids = Sections.ids(seen, PREFIX);
        InvalidValueException.unless(ids.contains(id), "rule", "one of %s".formatted(ids), id);
        return StateChange.of(seen.migration(), "CANARY_IGNORE_REMOVED", by)
                .data("rule", id)
                .change(current -> current.without(PREFIX + id));
    }

    /** A rule as it is written; what it does not name is left out. */
    private record Row(
            String owner,
            String reason,
            String source,
            Instant until,
            @Nullable String fingerprint,
            @Nullable String type,
            @Nullable String path) {

        static Row of(IgnoreRule rule) {
            return new Row(
                    rule.by().operator(),
                    rule.by().reason(),
                    rule.by().source(),
                    rule.until(),
                    rule.scope().fingerprint().map(Fingerprint::text).orElse(null),
                    rule.scope().type().map(DiscrepancyType::text).orElse(null),
                    rule.scope().path().map(PathPattern::text).orElse(null));
        }

        IgnoreRule rule() {
            IgnoreRule.Draft draft = IgnoreRule.until(until, new Attribution(owner, reason, source));
            if (fingerprint != null) {
                draft = draft.of(Fingerprint.parse(fingerprint));
            }
            if (type != null) {
                draft = draft.of(DiscrepancyType.valueOf(type.toUpperCase(Locale.ROOT)));
            }
            if (path != null) {
                draft = draft.at(path);
            }
            return draft.always();
        }
    }
}
