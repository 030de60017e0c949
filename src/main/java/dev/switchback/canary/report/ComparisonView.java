package dev.switchback.canary.report;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the page about one comparison shows.
 *
 * @param compared what was compared
 * @param files each file that differs
 * @param elsewhere what was found that belongs to none of those files
 */
record ComparisonView(ComparedFiles compared, List<FileDiff> files, List<Discrepancy> elsewhere) {

    /** How many differing rows of all files together are shown. */
    static final int ROWS = 10_000;

    static ComparisonView of(ComparedFiles compared) {
        List<FileDiff> files = new ArrayList<>();
        List<Discrepancy> elsewhere = new ArrayList<>(compared.comparison().discrepancies());
        int left = ROWS;
        for (String path : compared.differing()) {
            FileDiff file = FileDiff.of(compared, path, left);
            left -= file.differing();
            elsewhere.removeAll(file.found());
            files.add(file);
        }
        return new ComparisonView(compared, files, elsewhere);
    }

    String title() {
        return "Comparison: %s".formatted(Piece.plain(compared.subject()));
    }

    Comparison comparison() {
        return compared.comparison();
    }

    Comparison.Summary summary() {
        return compared.comparison().summary();
    }

    Tone tone() {
        return switch (comparison().result()) {
            case CRITICAL -> Tone.CRITICAL;
            case COSMETIC -> summary().warning() > 0 ? Tone.WARNING : Tone.INFO;
            default -> Tone.INFO;
        };
    }

    String result() {
        return comparison().result().name().toLowerCase(Locale.ROOT);
    }

    static Tone tone(Discrepancy found) {
        return Tone.of(found.severity());
    }
}
