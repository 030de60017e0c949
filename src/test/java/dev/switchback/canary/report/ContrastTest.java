package dev.switchback.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Text on a page can be read by light and by dark: WCAG 2.2, AA, a contrast of at least 4.5. */
class ContrastTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");
    private static final Map<String, List<String>> TEXT_ON_BEDS = Map.of(
            "ink", List.of("page", "card", "quiet", "legacy", "legacy-mark", "new", "new-mark"),
            "soft", List.of("page", "card", "quiet", "legacy", "new"),
            "accent", List.of("page", "card"),
            "critical", List.of("critical-bed"),
            "warning", List.of("warning-bed", "card"),
            "info", List.of("info-bed"));

    private final String page = HtmlReport.of(ReportKit.report(List.of(), List.of(), List.of()));

    @Test
    void isEnoughByLight() {
        assertReadable(colours(page.substring(0, page.indexOf("prefers-color-scheme"))));
    }

    @Test
    void isEnoughByDark() {
        assertReadable(colours(page.substring(page.indexOf("prefers-color-scheme"))));
    }

    private static void assertReadable(Map<String, Double> luminance) {
        TEXT_ON_BEDS.forEach((text, beds) -> beds.forEach(bed -> {
            double one = luminance.get(text);
            double other = luminance.get(bed);
            assertThat((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05))
                    .as("%s on %s", text, bed)
                    .isGreaterThanOrEqualTo(4.5);
        }));
    }

    private static Map<String, Double> colours(String style) {
        Map<String, Double> luminance = new HashMap<>();
        Matcher colour = COLOUR.matcher(style);
        while (colour.find()) {
            int value = Integer.parseInt(colour.group(2), 16);
            luminance.put(
                    colour.group(1),
                    0.2126 * linear(value >> 16) + 0.7152 * linear(value >> 8 & 255) + 0.0722 * linear(value & 255));
        }
        return luminance;
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
