package dev.switchback.canary.report;

import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.CanaryReport.RuleUse;
import dev.switchback.canary.mismatch.Mismatch;
import dev.switchback.canary.mismatch.NoiseMask;
import java.util.Arrays;
import java.util.List;

/**
 * What the page about a migration shows.
 *
 * @param report what was found
 */
record ReportView(CanaryReport report) {

    /**
     * A class of differences on the page.
     *
     * @param one the class
     * @param values its example's values, in which they differ being marked
     * @param commands what to do next
     */
    record ClassView(Mismatch one, InlineDiff values, List<Commands.Command> commands) {

        Tone tone() {
            return Tone.of(one.severity());
        }

        boolean counts() {
            return one.counts().counted() > 0;
        }

        boolean hasValues() {
            return !one.example().legacy().isEmpty()
                    || !one.example().replacement().isEmpty();
        }

        String ignored() {
            long ignored = one.counts().ignored();
            long noise = one.counts().noise();
            String first = ignored > 0 ? "%,d ignored".formatted(ignored) : "";
            String second = noise > 0 ? "%,d noise".formatted(noise) : "";
            return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
        }
    }

    /**
     * How many canaries ended so.
     *
     * @param result how they ended
     * @param many how many
     */
    record Ended(CanaryResult result, long many) {

        boolean isComparison() {
            return result.compareTo(CanaryResult.CRITICAL) <= 0;
        }
    }

    String title() {
        return "Canary report: %s".formatted(Piece.plain(report.migration()));
    }

    List<Ended> results() {
        return Arrays.stream(CanaryResult.values())
                .map(result -> new Ended(result, report.count(result)))
                .toList();
    }

    List<Ended> compared() {
        return results().stream()
                .filter(ended -> ended.isComparison() && ended.many > 0)
                .toList();
    }

    Tone tone() {
        return Tone.of(
                report.count(CanaryResult.CRITICAL) > 0
                        ? Severity.CRITICAL
                        : report.count(CanaryResult.COSMETIC) > 0 ? Severity.WARNING : Severity.INFO);
    }

    List<ClassView> classes() {
        return report.mismatches().stream().map(this::view).toList();
    }

    private ClassView view(Mismatch one) {
        return new ClassView(
                one,
                InlineDiff.of(one.example().legacy(), one.example().replacement()),
                Commands.of(report.migration(), one.fingerprint()));
    }

    List<RuleUse> rules() {
        return report.rules();
    }

    long endedRules() {
        return report.rules().stream().filter(RuleUse::ended).count();
    }

    List<NoiseMask> noise() {
        return report.noise();
    }
}
