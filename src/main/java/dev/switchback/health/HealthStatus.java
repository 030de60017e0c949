package dev.switchback.health;

import java.util.Locale;

/** How well something is, from best to worst; written in lower case. */
public enum HealthStatus {
    /** Works as meant. */
    HEALTHY,
    /** Works, but somebody should look: requests are served, perhaps by legacy alone. */
    DEGRADED,
    /** Does not work: somebody must act. */
    CRITICAL;

    /** {@return the name in lower case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the worse of the two} */
    public HealthStatus worse(HealthStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
