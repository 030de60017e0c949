package dev.switchback.canary.difference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison.Performance;
import dev.switchback.canary.difference.Comparison.Result;
import dev.switchback.canary.difference.Comparison.Standing;
import dev.switchback.canary.difference.Comparison.Summary;
import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Discrepancy CRITICAL = Discrepancy.of(DiscrepancyType.FILE_CONTENT, "a", "differs");
    private static final Discrepancy WARNING = Discrepancy.of(DiscrepancyType.PERFORMANCE_REGRESSION, "", "slower");
    private static final Discrepancy INFO = Discrepancy.of(DiscrepancyType.COMMENT, "b", "another comment");

    private static Outcome<String> after(long millis) {
        return new Outcome.Returned<>("", Duration.ofMillis(millis));
    }

    private static Result result(Summary summary) {
        return new Comparison(List.of(), 0, summary, Comparison.match().performance()).result();
    }

    @Test
    void countsEachSeverityApart() {
        Summary found = Comparison.of(List.of(CRITICAL, WARNING, WARNING, INFO, INFO, INFO), 7, 4)
                .summary();

        assertThat(found).isEqualTo(new Summary(1, 2, 3, 0, 0, 7, 4));
    }

    @Test
    void isAsBadAsTheWorstOfItsDifferences() {
        assertThat(result(new Summary(1, 1, 1, 1, 1, 0, 0))).isEqualTo(Result.CRITICAL);
        assertThat(result(new Summary(0, 1, 0, 1, 1, 0, 0))).isEqualTo(Result.COSMETIC);
        assertThat(result(new Summary(0, 1, 1, 0, 0, 0, 0))).isEqualTo(Result.COSMETIC);
        assertThat(result(new Summary(0, 0, 1, 0, 0, 0, 0))).isEqualTo(Result.COSMETIC);
        assertThat(result(new Summary(0, 0, 0, 1, 1, 0, 0))).isEqualTo(Result.IGNORED);
        assertThat(result(new Summary(0, 0, 0, 0, 1, 0, 0))).isEqualTo(Result.NOISE);
        assertThat(result(new Summary(0, 0, 0, 0, 0, 1, 1))).isEqualTo(Result.MATCH);
    }

    @Test
    void doesNotMatchWhateverTheSeverityOfADifference() {
        assertThat(Comparison.of(List.of(CRITICAL)).matches()).isFalse();
        assertThat(Comparison.of(List.of(WARNING, INFO)).matches()).isFalse();
        assertThat(Comparison.of(List.of(CRITICAL, WARNING)).matches()).isFalse();
        assertThat(Comparison.of(List.of(CRITICAL, INFO)).matches()).isFalse();
        assertThat(Comparison.of(List.of()).matches()).isTrue();
    }

    @Test
    void takesOutWhatDoesNotCountAndKeepsTheRest() {
        Comparison found = Comparison.of(List.of(CRITICAL, WARNING, INFO), 3, 1)
                .judged(List.of(
                        new Finding(CRITICAL, Standing.IGNORED),
                        new Finding(WARNING, Standing.COUNTS),
                        new Finding(INFO, Standing.NOISE)));

        assertThat(found.discrepancies()).containsExactly(WARNING);
        assertThat(found.summary()).isEqualTo(new Summary(0, 1, 0, 1, 1, 3, 1));
        assertThat(found.judged(List.of(new Finding(WARNING, Standing.NOISE))).summary())
                .isEqualTo(new Summary(0, 0, 0, 1, 2, 3, 1));
        assertThat(found.judged(List.of(new Finding(WARNING, Standing.IGNORED))).summary())
                .isEqualTo(new Summary(0, 0, 0, 2, 1, 3, 1));
    }

    @Test
    void listsOneOfEachClassBeforeOthersOfAClass() {
        List<Discrepancy> many = new ArrayList<>(Collections.nCopies(Comparison.LISTED, CRITICAL));
        assertThat(Comparison.of(many).unlisted()).isZero();
        many.add(INFO);

        Comparison found = Comparison.of(many);

        assertThat(found.discrepancies()).hasSize(Comparison.LISTED).startsWith(CRITICAL, INFO, CRITICAL);
        assertThat(found.unlisted()).isEqualTo(1);
        assertThat(found.summary().critical()).isEqualTo(Comparison.LISTED);
    }

    @Test
    void keepsItsOrderUpToWhatIsListed() {
        List<Discrepancy> many = new ArrayList<>(Collections.nCopies(Comparison.LISTED - 1, CRITICAL));
        many.add(INFO);

        assertThat(Comparison.of(many).discrepancies()).endsWith(CRITICAL, INFO);
    }

    @Test
    void takesARegressionForOneMoreDifference() {
        Comparison found = Comparison.of(List.of(INFO)).timed(after(100), after(200));

        assertThat(found.discrepancies())
                .extracting(Discrepancy::type)
                .containsExactly(DiscrepancyType.COMMENT, DiscrepancyType.PERFORMANCE_REGRESSION);
        assertThat(found.discrepancies().get(1).newValue()).isEqualTo("200 ms");
        assertThat(found.summary().warning()).isEqualTo(1);
        assertThat(found.timed(after(1), after(1))).as("timed once").isSameAs(found);
    }

    @Test
    void knowsHowLongBothTookUnlessOneThrew() {
        Performance took = new Performance(Duration.ofMillis(3), Duration.ofMillis(4));
        Outcome<String> threw = new Outcome.Threw<>(new IllegalStateException("no"), Duration.ZERO);

        assertThat(Comparison.match().timed(after(3), after(4)).performance()).contains(took);
        assertThat(Comparison.match().timed(after(3), threw).performance()).isEmpty();
        assertThat(Comparison.match().timed(threw, after(3)).performance()).isEmpty();
    }

    @Test
    void callsItARegressionOnlyBeyondBothBounds() {
        assertThat(new Performance(Duration.ofMillis(10), Duration.ofMillis(60)).regressed())
                .isFalse();
        assertThat(new Performance(Duration.ofMillis(10), Duration.ofMillis(61)).regressed())
                .isTrue();
        assertThat(new Performance(Duration.ofMillis(200), Duration.ofMillis(300)).regressed())
                .isFalse();
        assertThat(new Performance(Duration.ofMillis(200), Duration.ofMillis(301)).regressed())
                .isTrue();
    }
}
