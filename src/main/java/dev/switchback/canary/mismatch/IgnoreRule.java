package dev.switchback.canary.mismatch;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.difference.PathPattern;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Attribution;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Says that some differences do not count, who says so, why, and until when.
 *
 * <pre>{@code
 * IgnoreRule.until(Instant.parse("2026-12-31T00:00:00Z"), Attribution.api("ada", "legacy rounds down, see issue 17"))
 *         .at("/total").of(DiscrepancyType.MODEL_STRUCTURE).when(found -> closeEnough(found));
 * }</pre>
 *
 * <p>Everything that it names must hold at once. What it ignores is counted apart and shown; after its end it ignores
 * nothing, and says so.
 *
 * @param by who takes it on, and why
 * @param until when it ends
 * @param scope what it names, at least one thing
 * @param predicate what else must hold; only rules made in code have one
 */
public record IgnoreRule(Attribution by, Instant until, Scope scope, Predicate<? super Discrepancy> predicate) {

    /**
     * What a rule names; what is empty is not asked for.
     *
     * @param fingerprint one class of differences
     * @param type one kind of differences
     * @param path where they are
     */
    public record Scope(Optional<Fingerprint> fingerprint, Optional<DiscrepancyType> type, Optional<PathPattern> path) {

        private static final Pattern LINE = Pattern.compile(":\\d+$");

        static final Scope NOTHING = new Scope(Optional.empty(), Optional.empty(), Optional.empty());

        boolean covers(Discrepancy found) {
            return fingerprint.map(found.fingerprint()::equals).orElse(true)
                    && type.map(found.type()::equals).orElse(true)
                    && path.map(pattern -> isAt(pattern, found.path())).orElse(true);
        }

        /** The line that is named after a file is not a part of its path. */
        private static boolean isAt(PathPattern pattern, String path) {
            return pattern.matches(path) || pattern.matches(LINE.matcher(path).replaceFirst(""));
        }

        boolean isNothing() {
            return equals(NOTHING);
        }

        /** {@return what it names, for people: {@code type=model_structure path=/total}} */
        public String text() {
            StringBuilder text = new StringBuilder();
            fingerprint.ifPresent(named -> text.append(" fingerprint=").append(named));
            type.ifPresent(named -> text.append(" type=").append(named.text()));
            path.ifPresent(named -> text.append(" path=").append(named.text()));
            return text.isEmpty() ? "any" : text.substring(1);
        }
    }

    /** Starts a rule that names nothing yet. */
    public static Draft until(Instant end, Attribution by) {
        InvalidValueException.unless(end != null, "until", "an instant", null);
        InvalidValueException.unless(by != null, "by", "an owner and a reason", null);
        return new Draft(new IgnoreRule(by, end, Scope.NOTHING, found -> true));
    }

    /** {@return its name: 12 hexadecimal digits, the same for the same owner, reason and scope} */
    public String id() {
        return Fingerprint.hash("rule", by.operator(), by.reason(), scope.text());
    }

    /** {@return whether it has ended at this instant} */
    public boolean hasEnded(Instant now) {
        return !now.isBefore(until);
    }

    /** {@return whether it ignores the difference, if it has not ended; what its predicate throws is the caller's} */
    boolean covers(Discrepancy found) {
        return scope.covers(found) && predicate.test(found);
    }

    /**
     * A rule in the making; each method returns a new one.
     *
     * @param rule what it names so far
     */
    public record Draft(IgnoreRule rule) {

        /** Names one class of differences. */
        public Draft of(Fingerprint fingerprint) {
            return with(new Scope(Optional.of(fingerprint), rule.scope.type, rule.scope.path));
        }

        /** Names one kind of differences. */
        public Draft of(DiscrepancyType type) {
            return with(new Scope(rule.scope.fingerprint, Optional.of(type), rule.scope.path));
        }

        /**
         * Names where they are.
         *
         * @param pattern see {@link PathPattern}
         */
        public Draft at(String pattern) {
            return with(new Scope(rule.scope.fingerprint, rule.scope.type, Optional.of(new PathPattern(pattern))));
        }

        /** {@return the rule, ignoring also only what passes this test} */
        public IgnoreRule when(Predicate<? super Discrepancy> test) {
            InvalidValueException.unless(test != null, "when", "a test", null);
            return new IgnoreRule(rule.by, rule.until, rule.scope, test);
        }

        /**
         * Returns the rule.
         *
         * @throws InvalidValueException if it names nothing: it would ignore everything
         */
        public IgnoreRule always() {
            InvalidValueException.unless(
                    !rule.scope.isNothing(), "ignore rule", "one that names a fingerprint, a type or a path", "any");
            return rule;
        }

        private Draft with(Scope scope) {
            return new Draft(new IgnoreRule(rule.by, rule.until, scope, rule.predicate));
        }
    }
}
