package dev.switchback.canary.mismatch;

import dev.switchback.canary.CanaryJudge.Question;
import dev.switchback.canary.difference.Discrepancy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ignore rules of a process: those made in code, and those that the state holds. */
final class Rules {

    private static final Logger log = LoggerFactory.getLogger(CanaryEvidence.class);

    private final List<IgnoreRule> inCode;
    private final Clock clock;
    private final Set<String> complained = ConcurrentHashMap.newKeySet();
    private volatile List<IgnoreRule> stored = List.of();

    Rules(List<IgnoreRule> inCode, Clock clock) {
        this.inCode = List.copyOf(inCode);
        this.clock = clock;
    }

    void stored(List<IgnoreRule> rules) {
        stored = List.copyOf(rules);
    }

    List<IgnoreRule> inCode() {
        return inCode;
    }

    /** {@return the first rule that ignores the difference; what a predicate throws is reported and ignores nothing} */
    Optional<IgnoreRule> ignoring(Discrepancy found, Question question) {
        Instant now = clock.instant();
        for (List<IgnoreRule> rules : List.of(inCode, stored)) {
            for (IgnoreRule rule : rules) {
                if (covers(rule, found, question) && stands(rule, now)) {
                    return Optional.of(rule);
                }
            }
        }
        return Optional.empty();
    }

    /** {@return the rules that have ended and are still there, a sentence each} */
    List<String> ended() {
        Instant now = clock.instant();
        List<String> ended = new ArrayList<>();
        Stream.of(inCode, stored)
                .flatMap(List::stream)
                .filter(rule -> rule.hasEnded(now))
                .forEach(rule -> ended.add("ignore rule %s of %s ended %s and ignores nothing any more"
                        .formatted(rule.id(), rule.by().operator(), rule.until())));
        return ended;
    }

    private static boolean covers(IgnoreRule rule, Discrepancy found, Question question) {
        try {
            return rule.covers(found);
        } catch (Throwable thrown) { // a rule is the application's code: an Error in it must not end the canary either
            question.raised("ignore", thrown);
            return false;
        }
    }

    /** Says once of each rule that would still ignore something that it does not any more. */
    private boolean stands(IgnoreRule rule, Instant now) {
        if (!rule.hasEnded(now)) {
            return true;
        }
        if (complained.add(rule.id())) {
            log.warn(
                    "[OutputComparator] ignore rule {} of {} ended {}: what it ignored counts again (scope={})",
                    rule.id(),
                    rule.by().operator(),
                    rule.until(),
                    rule.scope().text());
        }
        return false;
    }
}
