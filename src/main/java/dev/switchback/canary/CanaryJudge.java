package dev.switchback.canary;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Comparison.Standing;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Says which of the differences that a canary found count.
 *
 * <p>Called on the canary's threads, by several at once, within the canary's time-out. If it throws, every difference
 * counts.
 */
@FunctionalInterface
public interface CanaryJudge {

    /** Every difference counts. */
    CanaryJudge ALL_COUNT =
            question -> Collections.nCopies(question.found().discrepancies().size(), Standing.COUNTS);

    /** {@return the standing of each listed difference, in their order} */
    List<Standing> judge(Question question);

    /** What is to be judged. */
    interface Question {

        /** {@return the routing key of the request, empty if it had none} */
        String key();

        /** {@return what was found between legacy and new, not yet cleaned} */
        Comparison found();

        /**
         * Runs legacy once more for the same request, and compares its two answers.
         *
         * @return empty if legacy may not run twice, or if one of the two runs threw
         */
        Optional<Comparison> legacyAgain();

        /** Reports what a rule threw for a difference, once for each kind of error. */
        void raised(String operation, Throwable error);
    }
}
