package dev.switchback.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Hostile pages in a real browser: no element of theirs comes alive, and nothing sticks out, on a phone or a desk. */
@EnabledIf(value = "isAvailable", disabledReason = "chromium is not installed")
class BrowserTest {

    private static final String FRAME = """
            <!DOCTYPE html><meta charset="utf-8"><title>waiting</title>
            <iframe src="%s" style="width:%dpx;height:800px;border:0" onload="look(this.contentDocument)"></iframe>
            <script>function look(page) {
              page.querySelectorAll('details').forEach(each => each.open = true);
              const count = names => page.querySelectorAll(names).length;
              document.title = `${count('img, script, [onerror]')} alive, ` + `${count('h1')} headings, `
                + `${page.documentElement.scrollWidth - page.documentElement.clientWidth} too wide`;
            }</script>
            """;

    private static final Path HOME = Path.of("target", "browser").toAbsolutePath();

    static boolean isAvailable() {
        return browser().isPresent();
    }

    @Test
    void showsHostileContentAsTextThatFits() throws IOException, InterruptedException {
        for (String page :
                List.of(HtmlReport.of(HostileReportTest.REPORT), HtmlReport.of(HostileReportTest.COMPARED))) {
            for (int width : List.of(375, 1_280)) {
                assertThat(look(page, width))
                        .as("%d pixels", width)
                        .contains("<title>0 alive, 1 headings, 0 too wide</title>");
            }
        }
    }

    private String look(String page, int width) throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        Path shown = Files.write(HOME.resolve("page.html"), page.getBytes(StandardCharsets.UTF_8));
        Path frame = Files.writeString(HOME.resolve("frame.html"), FRAME.formatted(shown.toUri(), width));
        Path output = HOME.resolve("output.html");
        List<String> command = new ArrayList<>(
                List.of(browser().orElseThrow(), "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"));
        command.add("--allow-file-access-from-files");
        command.add("--user-data-dir=%s".formatted(HOME.resolve("profile")));
        command.add(frame.toUri().toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    private static Optional<String> browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .filter(BrowserTest::starts)
                .findFirst();
    }

    private static boolean starts(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
