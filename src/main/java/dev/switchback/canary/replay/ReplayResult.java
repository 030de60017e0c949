package dev.switchback.canary.replay;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Shown;
import dev.switchback.canary.report.ComparedFiles;
import dev.switchback.canary.report.UnifiedDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of a replay.
 *
 * @param bundle what was replayed
 * @param verdict whether its difference is still there
 * @param found every difference between what legacy gave then and what the new side gives now
 * @param outputs what legacy gave then and the new side gives now, to be shown; empty where nothing can be
 * @param legacyAgain how legacy differs now from what it gave then, empty if it was not asked
 */
public record ReplayResult(
        ReplayBundle bundle,
        Verdict verdict,
        Comparison found,
        Optional<ComparedFiles> outputs,
        Optional<Comparison> legacyAgain) {

    private static final int DIFF_LINES = 200;
    private static final int DIFF_WIDTH = 500;
    private static final int LISTED = 50;

    /** Whether a difference is still there; written in lower snake case. */
    public enum Verdict {
        /** There is no difference any more. */
        GONE("is gone"),
        /** That class is gone, and differences of other classes are there. */
        OTHERS_LEFT("is gone, and others are there"),
        /** A difference of that class is there. */
        STILL_THERE("is still there"),
        /** Something worse hides whether it is: one side threw, the comparator did, or there are too many to list. */
        CANNOT_TELL("cannot be looked for, since something else is in the way");

        private final String sentence;

        Verdict(String sentence) {
            this.sentence = sentence;
        }

        /** {@return the name in lower snake case} */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return whether the difference of the bundle is gone, whatever else is there} */
    public boolean isFixed() {
        return verdict == Verdict.GONE || verdict == Verdict.OTHERS_LEFT;
    }

    /** {@return one sentence} */
    public String sentence() {
        return "difference %s of %s (key %s) %s"
                .formatted(
                        bundle.fingerprint(),
                        bundle.origin().migration(),
                        Shown.escaped(bundle.origin().key()),
                        verdict.sentence);
    }

    /** {@return what differs as a unified diff, empty where nothing can be shown} */
    public String diff() {
        return outputs.map(both -> UnifiedDiff.of(both.legacy(), both.replacement()))
                .orElse("");
    }

    /** {@return the sentence, a line for each difference, and the diff; bounded, control characters escaped} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(sentence()));
        found.discrepancies().stream()
                .limit(LISTED)
                .map(one -> "  %s %s".formatted(one.fingerprint(), one.line()))
                .forEach(lines::add);
        int more = found.unlisted() + Math.max(0, found.discrepancies().size() - LISTED);
        if (more > 0) {
            lines.add("  and %d more".formatted(more));
        }
        legacyAgain.ifPresent(again -> lines.add(
                again.matches()
                        ? "legacy still gives what it gave"
                        : "legacy no longer gives what it gave, so the sample may be out of date: %s"
                                .formatted(again.discrepancies().get(0).line())));
        List<String> shown = diff().lines().toList();
        shown.stream().limit(DIFF_LINES).map(ReplayResult::safe).forEach(lines::add);
        if (shown.size() > DIFF_LINES) {
            lines.add("... and %d lines more".formatted(shown.size() - DIFF_LINES));
        }
        return lines;
    }

    private static String safe(String line) {
        int end = Math.min(line.length(), DIFF_WIDTH);
        String whole = line.substring(0, end) + (end < line.length() ? "..." : "");
        return Shown.escaped(whole).replace("\\\\", "\\").replace("\\u0009", "\t");
    }

    /** {@return the same as one text} */
    public String text() {
        return String.join("\n", lines());
    }
}
