package dev.switchback.canary.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The template engine is an optional dependency: whoever needs it is told what to add. */
class WithoutTemplatesTest {

    @Test
    void namesTheDependencyThatHtmlNeeds() throws Exception {
        try (URLClassLoader without = withoutTemplates()) {
            Class<?> example = without.loadClass(Example.class.getName());

            assertThatThrownBy(() -> example.getMethod("html").invoke(null))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessage("""
                            cannot make HTML: the template engine is not on the class path (page=report.jte). \
                            Markdown and JSON work without it; for HTML add
                            <dependency>
                              <groupId>gg.jte</groupId>
                              <artifactId>jte-runtime</artifactId>
                              <version>3.2.1</version>
                            </dependency>""");
            assertThat(example.getMethod("others").invoke(null).toString())
                    .contains("# Canary report", "schemaVersion");
        }
    }

    private static URLClassLoader withoutTemplates() {
        URL[] places = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> !place.contains("jte-"))
                .map(WithoutTemplatesTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String place) {
        try {
            return Path.of(place).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What runs without the template engine. */
    public static final class Example {

        private Example() {}

        public static String html() {
            return HtmlReport.of(ReportKit.report(List.of(), List.of(), List.of()));
        }

        public static String others() {
            var report = ReportKit.report(List.of(), List.of(), List.of());
            return MarkdownReport.of(report) + JsonReport.of(report);
        }
    }
}
