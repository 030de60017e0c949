package dev.switchback.state;

import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One change to be recorded: what it does to the document, and what the history is to say about it.
 *
 * <pre>{@code
 * store.commit(StateChange.of("active-models", "PERCENTAGE_CHANGED", by)
 *         .expecting(document.generation())
 *         .change(current -> current.with("percentage", Map.of("target", 25)))
 *         .build());
 * }</pre>
 *
 * <p>The edit may run more than once, on the newest document each time, and must be free of side effects.
 */
public final class StateChange {

    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z_]{0,63}");
    /** What a store itself says about a change; documents are rebuilt from it. */
    private static final Set<String> OF_THE_STORE = Set.of("source", "generation", "observation", "before", "after");

    private final Builder parts;
    private final Map<String, Object> data;

    private StateChange(Builder parts) {
        this.parts = parts;
        this.data = Map.copyOf(parts.data);
    }

    /**
     * Starts a change that edits nothing.
     *
     * @param type what happened, in upper snake case: {@code ROLLBACK_EXECUTED}
     */
    public static Builder of(String migration, String type, Attribution by) {
        return new Builder(migration, type, by);
    }

    /** {@return the migration's name} */
    public String migration() {
        return parts.migration;
    }

    /** {@return what happened} */
    public String type() {
        return parts.type;
    }

    /** {@return who, why and by which way} */
    public Attribution by() {
        return parts.by;
    }

    /** {@return the generation that the writer has seen, empty for a change that is always to be made} */
    public OptionalLong expected() {
        return parts.expected;
    }

    /** {@return whether it only notes what a node saw: no new generation, not in the history unless asked for} */
    public boolean isObservation() {
        return parts.observation;
    }

    /** {@return the rollback's target, such as {@code routing}, or null} */
    public @Nullable String strategy() {
        return parts.strategy;
    }

    /** {@return the rollback's trigger, or null} */
    public @Nullable String trigger() {
        return parts.trigger;
    }

    /** {@return whether it was only tried out} */
    public boolean isDryRun() {
        return parts.dryRun;
    }

    /** {@return whether it worked} */
    public boolean isSuccess() {
        return parts.success;
    }

    /** {@return the steps that were completed, in order} */
    public List<String> steps() {
        return parts.steps;
    }

    /** {@return what went wrong, a sentence each} */
    public List<String> errors() {
        return parts.errors;
    }

    /** {@return how long it took, or null} */
    public @Nullable Duration took() {
        return parts.took;
    }

    /** {@return whatever else is to be known} */
    public Map<String, Object> data() {
        return data;
    }

    /** {@return the document after the change, with generation and sequence as they were} */
    public Document apply(Document current) {
        return parts.edit.apply(current);
    }

    /** Collects the parts of a change; for one thread. */
    public static final class Builder {
        private final String migration;
        private final String type;
        private final Attribution by;
        private final Map<String, Object> data = new LinkedHashMap<>();
        private OptionalLong expected = OptionalLong.empty();
        private boolean observation;
        private @Nullable String strategy;
        private @Nullable String trigger;
        private boolean dryRun;
        private boolean success = true;
        private List<String> steps = List.of();
        private List<String> errors = List.of();
        private @Nullable Duration took;
        private UnaryOperator<Document> edit = UnaryOperator.identity();

        private Builder(String migration, String type, Attribution by) {
            this.migration = MigrationName.checked(migration);
            InvalidValueException.unless(TYPE.matcher(type).matches(), "type", "upper snake case", type);
            this.type = type;
            this.by = by;
        }

        /** Refuses the change if the generation is not this one. */
        public Builder expecting(long generation) {
            expected = OptionalLong.of(generation);
            return this;
        }

        /** Makes it an observation. */
        public Builder observation() {
            observation = true;
            return this;
        }

        /** Names the rollback's target and trigger. */
        public Builder rollback(String target, @Nullable String why) {
            strategy = target;
            trigger = why;
            return this;
        }

        /** Says that it was only tried out. */
        public Builder dryRun(boolean tried) {
            dryRun = tried;
            return this;
        }

        /** Says how it ended. */
        public Builder ended(boolean well, List<String> stepsCompleted, List<String> errorsMet, Duration duration) {
            success = well;
            steps = List.copyOf(stepsCompleted);
            errors = List.copyOf(errorsMet);
            took = duration;
            return this;
        }

        /** Adds a fact; the value is one that JSON can hold. */
        public Builder data(String name, Object value) {
            InvalidValueException.unless(
                    !OF_THE_STORE.contains(name),
                    "data",
                    "named other than source, generation, observation, before and after",
                    name);
            data.put(name, value);
            return this;
        }

        /** Sets what it does to the document. */
        public Builder change(UnaryOperator<Document> does) {
            edit = does;
            return this;
        }

        /** {@return the change} */
        public StateChange build() {
            return new StateChange(this);
        }
    }
}
