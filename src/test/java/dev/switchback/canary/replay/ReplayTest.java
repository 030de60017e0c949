package dev.switchback.canary.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.replay.ReplayResult.Verdict;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final LineSubject WRONG = LineSubject.of(request -> "total: ten\n");

    private final ReplayBundle bundle = WRONG.bundle("x");

    private ReplayResult with(LineSubject.Side now) {
        return Replay.of(LineSubject.of(now), bundle).run();
    }

    @Test
    void findsADifferenceThatIsStillThere() {
        ReplayResult result = with(request -> "total: ten\n");

        assertThat(result.verdict()).isEqualTo(Verdict.STILL_THERE);
        assertThat(result.isFixed()).isFalse();
        assertThat(result.lines())
                .startsWith("difference %s of orders (key key-1) is still there".formatted(bundle.fingerprint()))
                .anyMatch(line -> line.startsWith("  %s critical".formatted(bundle.fingerprint())))
                .contains("--- legacy/output", "+++ new/output", "-total: 10", "+total: ten");
    }

    @Test
    void findsOneThatIsGone() {
        ReplayResult result = with(request -> "total: 10\n");

        assertThat(result.verdict()).isEqualTo(Verdict.GONE);
        assertThat(result.isFixed()).isTrue();
        assertThat(result.text())
                .isEqualTo("difference %s of orders (key key-1) is gone".formatted(bundle.fingerprint()));
    }

    @Test
    void tellsOthersFromTheOneThatIsGone() {
        ReplayResult result = with(request -> "total: 10  \n");

        assertThat(result.verdict()).isEqualTo(Verdict.OTHERS_LEFT);
        assertThat(result.isFixed()).isTrue();
        assertThat(result.sentence()).endsWith("is gone, and others are there");
    }

    @Test
    void doesNotTakeAFailureForTheEndOfADifference() {
        ReplayResult result = with(request -> {
            throw new NoClassDefFoundError("a/B");
        });

        assertThat(result.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(result.isFixed()).isFalse();
        assertThat(result.text()).contains("only one side threw", "java.lang.NoClassDefFoundError: a/B");
    }

    @Test
    void doesNotTakeABrokenComparatorForTheEndOfADifference() {
        ReplaySubject<String, String> broken = new Comparing((legacy, replacement) -> {
            throw new IllegalStateException("broken");
        });

        ReplayResult result = Replay.of(broken, bundle).run();

        assertThat(result.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(result.text()).contains("the comparator threw java.lang.IllegalStateException");
    }

    @Test
    void comparesWhatWasThrownWithWhatIsThrown() {
        LineSubject both = new LineSubject(
                request -> {
                    throw new IllegalStateException("order 4711 is closed");
                },
                request -> "ok");
        ReplayBundle threw = both.bundle("x");

        assertThat(Replay.of(both, threw).run().verdict()).isEqualTo(Verdict.STILL_THERE);
        LineSubject fixed = new LineSubject(both.legacy(), request -> {
            throw new IllegalStateException("order 4712 is closed");
        });
        assertThat(Replay.of(fixed, threw).run().verdict()).isEqualTo(Verdict.GONE);
        LineSubject other = new LineSubject(both.legacy(), request -> {
            throw new IllegalArgumentException("order 4712 is closed");
        });
        assertThat(Replay.of(other, threw).run().verdict()).isEqualTo(Verdict.STILL_THERE);
    }

    @Test
    void saysWhetherLegacyStillGivesWhatItGave() {
        assertThat(Replay.of(WRONG, bundle).runBoth().lines()).contains("legacy still gives what it gave");

        LineSubject moved = new LineSubject(request -> "total: 11\n", request -> "total: 10\n");
        ReplayResult result = Replay.of(moved, bundle).runBoth();

        assertThat(result.verdict()).isEqualTo(Verdict.GONE);
        assertThat(result.text()).contains("legacy no longer gives what it gave, so the sample may be out of date: ");
    }

    @Test
    void refusesABundleOfAnotherSubject() {
        ReplaySubject<String, String> other = new Comparing(OutputComparator.ofText()) {
            @Override
            public String name() {
                return "others";
            }
        };

        assertThatThrownBy(() -> Replay.of(other, bundle))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("subject must be lines, which the bundle names, but was others");
    }

    @Test
    void refusesARequestThatTheSubjectCannotRead() {
        ReplaySubject<String, String> strict = new Comparing(OutputComparator.ofText()) {
            @Override
            public SampleCodec<String> requests() {
                return SampleCodec.ofJson(String.class);
            }
        };

        assertThatThrownBy(() -> Replay.of(strict, bundle))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("request must be one that the subject can read, but was ");
    }

    @Test
    void showsAnEndlessDifferenceInPart() {
        String endless = "x".repeat(2_000) + "\n" + "\u001b[2J\n".repeat(1_000);

        List<String> lines = with(request -> endless).lines();

        assertThat(lines).hasSizeLessThan(260).last().asString().matches("\\.\\.\\. and \\d+ lines more");
        assertThat(lines).allMatch(line -> line.length() < 2_000 && line.indexOf('\u001b') < 0);
    }

    @Test
    void closesWhatItGot() {
        List<String> closed = new ArrayList<>();
        ReplaySubject<String, Closing> closing = new ClosingSubject(closed);

        Replay.of(closing, bundle).runBoth();

        assertThat(closed).containsExactlyInAnyOrder("legacy", "new");
    }

    /** An output that wants to be closed. */
    private record Closing(String text, Runnable onClose) implements AutoCloseable {

        @Override
        public void close() {
            onClose.run();
        }
    }

    /** A subject of such outputs. */
    private record ClosingSubject(List<String> closed) implements ReplaySubject<String, Closing> {

        @Override
        public String name() {
            return "lines";
        }

        @Override
        public SampleCodec<String> requests() {
            return SampleCodec.ofText();
        }

        @Override
        public SampleCodec<Closing> outputs() {
            return SampleCodec.of(Closing::text, text -> new Closing(text, () -> {}));
        }

        @Override
        public Closing generate(Route side, String request) {
            return new Closing("total: 10\n", () -> closed.add(side.text()));
        }

        @Override
        public OutputComparator<Closing> comparator() {
            return OutputComparator.ofText().on(Closing::text);
        }
    }

    /** The wrong subject with another comparator. */
    private static class Comparing implements ReplaySubject<String, String> {

        private final OutputComparator<String> comparator;

        Comparing(OutputComparator<String> comparator) {
            this.comparator = comparator;
        }

        @Override
        public String name() {
            return "lines";
        }

        @Override
        public SampleCodec<String> requests() {
            return SampleCodec.ofText();
        }

        @Override
        public SampleCodec<String> outputs() {
            return SampleCodec.ofText();
        }

        @Override
        public String generate(Route side, String request) throws Exception {
            return WRONG.generate(side, request);
        }

        @Override
        public OutputComparator<String> comparator() {
            return comparator;
        }
    }
}
