package dev.switchback.canary.difference;

import java.util.Locale;

/** What kind of difference was found; written in lower snake case, each with the severity it has by default. */
public enum DiscrepancyType {
    /** One side returned and the other threw, or both threw something else. */
    SUCCESS_STATUS(Severity.CRITICAL),
    /** One side has more models than the other. */
    MODEL_COUNT(Severity.CRITICAL),
    /** A file is missing on one side. */
    FILE_COUNT(Severity.CRITICAL),
    /** A text or a file says something else. */
    FILE_CONTENT(Severity.CRITICAL),
    /** A value or its structure is another. */
    MODEL_STRUCTURE(Severity.CRITICAL),
    /** The comparator threw, so that nobody knows. */
    COMPARISON_ERROR(Severity.CRITICAL),
    /** The new side was slower by more than 50 ms and by more than half. */
    PERFORMANCE_REGRESSION(Severity.WARNING),
    /** Only what describes the output differs. */
    METADATA(Severity.INFO),
    /** Only dates and times differ. */
    TIMESTAMP(Severity.INFO),
    /** Only white space differs. */
    WHITESPACE(Severity.INFO),
    /** Only comments differ. */
    COMMENT(Severity.INFO);

    private final Severity severity;
    private final String text = name().toLowerCase(Locale.ROOT);

    DiscrepancyType(Severity severity) {
        this.severity = severity;
    }

    /** {@return the severity unless a comparator knows better} */
    public Severity severity() {
        return severity;
    }

    /** {@return the name in lower snake case} */
    public String text() {
        return text;
    }
}
