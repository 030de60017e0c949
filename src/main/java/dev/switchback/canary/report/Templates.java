package dev.switchback.canary.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.StringOutput;

/** Renders pages by templates compiled with the library; what they write is escaped for where it stands. */
final class Templates {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());

    private Templates() {}

    static String render(String page, Object view) {
        try {
            StringOutput output = new StringOutput();
            ENGINE.render(page, view, output);
            return output.toString();
        } catch (TemplateException e) {
            throw ReportException.notRendered(page, e);
        }
    }
}
