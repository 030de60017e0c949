package dev.switchback.rollback;

import java.util.ArrayList;
import java.util.List;

/**
 * The proof that something is taken back: each check, and what it found.
 *
 * @param checks in the order in which they were made
 */
public record Validation(List<Check> checks) {

    public Validation {
        checks = List.copyOf(checks);
    }

    /** {@return the proof made of these checks} */
    public static Validation of(Check... checks) {
        return new Validation(List.of(checks));
    }

    /** {@return the strategy's proof; one that throws proves nothing} */
    static Validation by(RollbackStrategy strategy, StepContext context) {
        try {
            return strategy.validate(context);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return of(Check.critical("validation_exception", false, "interrupted"));
        } catch (Throwable failed) { // a probe runs what users wrote
            return of(Check.critical("validation_exception", false, Ledger.say(failed)));
        }
    }

    /** {@return whether no critical check failed} */
    public boolean passed() {
        return checks.stream().noneMatch(check -> check.critical() && !check.passed());
    }

    /** {@return what the checks that failed found, critical or not, a sentence each} */
    public List<String> issues() {
        return checks.stream()
                .filter(check -> !check.passed())
                .map(check -> check.name() + ": " + check.detail())
                .toList();
    }

    /** {@return these checks and those of another proof} */
    public Validation and(Validation other) {
        List<Check> both = new ArrayList<>(checks);
        both.addAll(other.checks());
        return new Validation(both);
    }

    /**
     * One check.
     *
     * @param name what was looked at, in lower snake case: {@code legacy_probe}
     * @param passed whether it is as it should be
     * @param critical whether the rollback has failed if it is not
     * @param detail what was found, a sentence
     */
    public record Check(String name, boolean passed, boolean critical, String detail) {

        /** {@return a check without which nothing is proven} */
        public static Check critical(String name, boolean passed, String detail) {
            return new Check(name, passed, true, detail);
        }

        /** {@return a check that only warns} */
        public static Check warning(String name, boolean passed, String detail) {
            return new Check(name, passed, false, detail);
        }
    }
}
