package dev.switchback.rollback;

import dev.switchback.pipeline.InvalidValueException;

/**
 * One step of a rollback. It is idempotent: after a crash all steps run again, from the first.
 *
 * @param name what it does, in lower snake case: {@code open_breaker}
 * @param description what it does, a sentence for people
 * @param urgent whether it runs before the rollback is recorded: it does no I/O then, and never blocks
 * @param action what it does
 */
public record Step(String name, String description, boolean urgent, Action action) {

    public Step {
        InvalidValueException.unless(name.matches("[a-z][a-z0-9_]{0,63}"), "step", "lower snake case", name);
    }

    /** {@return a step in memory, run before the rollback is recorded} */
    public static Step urgent(String name, String description, Action action) {
        return new Step(name, description, true, action);
    }

    /** {@return a step that runs once the rollback is recorded, or was tried to be} */
    public static Step of(String name, String description, Action action) {
        return new Step(name, description, false, action);
    }

    /** What a step does. */
    @FunctionalInterface
    public interface Action {

        /**
         * Does it, and returns what came of it, a sentence.
         *
         * @throws Exception if it failed ; the rollback goes on to its end, and has failed
         */
        String run(StepContext context) throws Exception;
    }
}
