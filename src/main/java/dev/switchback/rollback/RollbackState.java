package dev.switchback.rollback;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where one target stands; each state knows which states may follow it.
 *
 * <pre>{@code
 * ACTIVE <-> ROLLBACK_PENDING -> ROLLING_BACK -> ROLLED_BACK -> ACTIVE
 *                                            -> ROLLBACK_FAILED -> RECOVERING -> ROLLED_BACK
 *                                                                             -> RECOVERY_FAILED -> RECOVERING | ACTIVE
 * }</pre>
 *
 * <p>Written in lower snake case, in the document and everywhere else.
 */
public enum RollbackState {
    /** Nothing is taken back. */
    ACTIVE(false, true, "Nothing is taken back") {
        @Override
        Set<RollbackState> next() {
            return EnumSet.of(ROLLBACK_PENDING, ROLLING_BACK);
        }
    },
    /** A rollback is planned and can be cancelled; until then nothing is taken back. */
    ROLLBACK_PENDING(false, true, "A rollback is planned and can be cancelled") {
        @Override
        Set<RollbackState> next() {
            return EnumSet.of(ACTIVE, ROLLING_BACK);
        }
    },
    /** A rollback runs. */
    ROLLING_BACK(true, false, "A rollback runs already, and what it takes back is forced") {
        @Override
        Set<RollbackState> next() {
            return EnumSet.of(ROLLED_BACK, ROLLBACK_FAILED);
        }
    },
    /** Taken back, until a person clears it. */
    ROLLED_BACK(true, true, "It is rolled back already, until a person clears it") {
        @Override
        Set<RollbackState> next() {
            return EnumSet.of(ACTIVE);
        }
    },
    /** A step or the proof failed; what can be forced is forced. */
    ROLLBACK_FAILED(true, false, "What is taken back stays forced; run the recovery") {
        @Override
        Set<RollbackState> next() {
            return EnumSet.of(RECOVERING);
        }
    },
    /** The failed rollback is being repeated. */
    RECOVERING(true, false, "A recovery runs already, and what is taken back is forced") {
        @Override
        Set<RollbackState> next() {
            return EnumSet.of(ROLLED_BACK, RECOVERY_FAILED);
        }
    },
    /** The repetition failed too: a person repeats it again, or clears it by force. */
    RECOVERY_FAILED(true, false, "What is taken back stays forced; run the recovery again, or clear it by force") {
        @Override
        Set<RollbackState> next() {
            return EnumSet.of(RECOVERING, ACTIVE);
        }
    };

    private final boolean forcing;
    private final boolean healthy;
    private final String holds;
    private final String text = name().toLowerCase(Locale.ROOT);

    RollbackState(boolean forcing, boolean healthy, String holds) {
        this.forcing = forcing;
        this.healthy = healthy;
        this.holds = holds;
    }

    /** {@return the states that may follow this one} */
    abstract Set<RollbackState> next();

    /** {@return whether a state may follow this one} */
    public boolean leadsTo(RollbackState state) {
        return next().contains(state);
    }

    /** {@return whether what is taken back is forced in this state: everything but active and pending} */
    public boolean isForcing() {
        return forcing;
    }

    /** {@return whether nobody has to act: active, pending or rolled back} */
    public boolean isHealthy() {
        return healthy;
    }

    /** {@return whether a coordinator is at work} */
    public boolean isRunning() {
        return this == ROLLING_BACK || this == RECOVERING;
    }

    /** {@return the name in lower snake case} */
    public String text() {
        return text;
    }

    /** {@return what holds in this state and what to do, a sentence without its full stop} */
    String holds() {
        return holds;
    }

    /**
     * Reads the name in lower snake case.
     *
     * @throws InvalidValueException for any other text
     */
    public static RollbackState parse(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text.equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of("state", "the name of a rollback state", text));
    }
}
