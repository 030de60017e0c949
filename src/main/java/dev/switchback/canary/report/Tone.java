package dev.switchback.canary.report;

import dev.switchback.canary.difference.Severity;

/** How a severity looks: by its word and its sign, and only then by its colour. */
enum Tone {
    /** What would not be noticed. */
    INFO("\u25cb"),
    /** What is worth a look. */
    WARNING("\u25b2"),
    /** What is not the same. */
    CRITICAL("\u25c6");

    private final String sign;

    Tone(String sign) {
        this.sign = sign;
    }

    static Tone of(Severity severity) {
        return valueOf(severity.name());
    }

    String sign() {
        return sign;
    }

    String style() {
        return Severity.valueOf(name()).text();
    }
}
