package dev.switchback.canary.report;

import dev.switchback.pipeline.MigrationException;

/** A page could not be made. */
public final class ReportException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final String page;

    private ReportException(String message, String page, Throwable cause) {
        super(message, cause);
        this.page = page;
    }

    static ReportException noTemplates(String page, Throwable cause) {
        return new ReportException("""
                cannot make HTML: the template engine is not on the class path (page=%s). \
                Markdown and JSON work without it; for HTML add
                <dependency>
                  <groupId>gg.jte</groupId>
                  <artifactId>jte-runtime</artifactId>
                  <version>3.2.1</version>
                </dependency>""".formatted(page), page, cause);
    }

    static ReportException notRendered(String page, Throwable cause) {
        return new ReportException(
                "cannot make HTML: the template failed (page=%s). Markdown and JSON still work".formatted(page),
                page,
                cause);
    }

    /** {@return which page: the name of its template} */
    public String page() {
        return page;
    }
}
