package dev.switchback.canary.report;

import dev.switchback.canary.mismatch.CanaryReport;

/**
 * What canaries have found as a page for a browser: one file that needs no other, no script and no network.
 *
 * <p>Needs {@code gg.jte:jte-runtime} on the class path, an optional dependency. Whatever the compared outputs hold is
 * shown as text; characters that cannot be seen are named. Thread-safe.
 */
public final class HtmlReport {

    private HtmlReport() {}

    /**
     * Returns the page about all that the canaries of a migration have found.
     *
     * @throws ReportException if the template engine is missing
     */
    public static String of(CanaryReport report) {
        return render("report.jte", new ReportView(report));
    }

    /**
     * Returns the page about one comparison, each file that differs side by side and as a unified diff.
     *
     * <p>Of one file at most 2 000 differing rows are shown, of all together at most 10 000; the page says what is left
     * out.
     *
     * @throws ReportException if the template engine is missing
     */
    public static String of(ComparedFiles compared) {
        return render("comparison.jte", ComparisonView.of(compared));
    }

    private static String render(String page, Object view) {
        try {
            return Templates.render(page, view);
        } catch (NoClassDefFoundError missing) {
            throw ReportException.noTemplates(page, missing);
        }
    }
}
