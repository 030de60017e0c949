package dev.switchback.canary.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.difference.Shape;
import dev.switchback.canary.replay.LineSubject;
import dev.switchback.canary.replay.Replay;
import dev.switchback.canary.replay.ReplayBundle;
import dev.switchback.canary.replay.ReplayException;
import dev.switchback.canary.replay.ReplaySample;
import dev.switchback.canary.replay.ReplaySubject;
import dev.switchback.canary.replay.SampleCodec;
import dev.switchback.canary.replay.SampleFate;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.state.Attribution;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.StateChange;
import dev.switchback.state.attachment.Attachments;
import dev.switchback.testing.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleStoreTest {

    private static final String MIGRATION = "orders";
    private static final LineSubject SUBJECT = LineSubject.wrongTotals();
    private static final Discrepancy DIFFERENCE = found("total");
    private static final Fingerprint FINGERPRINT = DIFFERENCE.fingerprint();

    private final MemoryStateStore state = new MemoryStateStore(new FakeClock());
    private final Attachments attachments = state.attachments();
    private final SampleStore store = store(text -> text);

    private SampleStore store(UnaryOperator<String> clean) {
        return new SampleStore(
                state, MIGRATION, clean, LineSubject.PLACE.versions("1.0 of legacy", "2.0 of the new one"));
    }

    private static Discrepancy found(String place) {
        return Discrepancy.of(DiscrepancyType.FILE_CONTENT, place, "the text differs")
                .values("10 of s3cret", "ten of s3cret")
                .shaped(new Shape(place, "number -> text", "spot"));
    }

    private SampleFate keep(String request) {
        return store.keep(SUBJECT, SUBJECT.sample(request), Comparison.of(List.of(DIFFERENCE)))
                .get(FINGERPRINT);
    }

    private Optional<String> kept() {
        return SampleStore.find(attachments, MIGRATION, FINGERPRINT).map(ReplayBundle::request);
    }

    @Test
    void keepsTheSmallestOfEachClass() {
        assertThat(keep("a long request")).isEqualTo(SampleFate.KEPT);
        assertThat(keep("an even longer request")).isEqualTo(SampleFate.NOT_SMALLER);
        assertThat(kept()).contains("a long request");
        assertThat(keep("short")).isEqualTo(SampleFate.KEPT);
        assertThat(keep("other")).isEqualTo(SampleFate.NOT_SMALLER);

        assertThat(kept()).contains("short");
        assertThat(attachments.names(MIGRATION)).containsExactly("sample-" + FINGERPRINT);
        assertThat(store.counts()).containsEntry(SampleFate.KEPT, 2L).containsEntry(SampleFate.NOT_SMALLER, 2L);
        assertThat(store(text -> text)
                        .keep(SUBJECT, SUBJECT.sample("longer than short"), Comparison.of(List.of(DIFFERENCE))))
                .as("of another process")
                .containsEntry(FINGERPRINT, SampleFate.NOT_SMALLER);
    }

    @Test
    void keepsWhatIsNeededToSeeItAgain() {
        keep("short");

        ReplayBundle bundle =
                SampleStore.find(attachments, MIGRATION, FINGERPRINT).orElseThrow();

        assertThat(bundle.origin().subject()).isEqualTo("lines");
        assertThat(bundle.origin().served()).isEqualTo(Route.LEGACY);
        assertThat(bundle.origin().capturedAt()).isEqualTo(LineSubject.AT);
        assertThat(bundle.origin().environment().newVersion()).contains("2.0 of the new one");
        assertThat(bundle.origin().comparison()).endsWith("OutcomeComparator");
        assertThat(bundle.examples()).hasSize(1);
        assertThat(Replay.of(SUBJECT, bundle).run().found().matches()).isFalse();
    }

    @Test
    void keepsOneSampleOfSeveralClassesUnderEach() {
        Discrepancy slower = Discrepancy.of(DiscrepancyType.PERFORMANCE_REGRESSION, "", "slower");

        var fates = store.keep(
                SUBJECT, SUBJECT.sample("x"), Comparison.of(List.of(DIFFERENCE, found("end"), DIFFERENCE, slower)));

        assertThat(fates)
                .hasSize(3)
                .containsEntry(FINGERPRINT, SampleFate.KEPT)
                .containsEntry(found("end").fingerprint(), SampleFate.KEPT)
                .containsEntry(slower.fingerprint(), SampleFate.NOT_REPLAYABLE);
        assertThat(SampleStore.fingerprints(attachments, MIGRATION))
                .containsExactlyInAnyOrder(FINGERPRINT, found("end").fingerprint());
        assertThat(store.keep(SUBJECT, SUBJECT.sample("x"), Comparison.match())).isEmpty();
    }

    @Test
    void keepsNoMoreThanItMay() {
        assertThat(keep("x".repeat(SampleStore.LARGEST))).isEqualTo(SampleFate.TOO_LARGE);
        for (int number = 1; number <= SampleStore.MOST; number++) {
            store.keep(SUBJECT, SUBJECT.sample("x"), Comparison.of(List.of(found("place " + number))));
            stateHolds(found("place " + number).fingerprint(), true);
        }

        assertThat(keep("x")).isEqualTo(SampleFate.TOO_MANY);
        assertThat(store.keep(SUBJECT, SUBJECT.sample(""), Comparison.of(List.of(found("place 7")))))
                .containsValue(SampleFate.KEPT);
        assertThat(attachments.names(MIGRATION)).hasSize(64);
    }

    private void stateHolds(Fingerprint fingerprint, boolean holds) {
        String section = "canary-" + fingerprint.text();
        state.commit(StateChange.of(MIGRATION, "CANARY_FINDINGS_KEPT", Attribution.automatic("a test"))
                .observation()
                .change(document -> holds ? document.with(section, Map.of()) : document.without(section))
                .build());
    }

    @Test
    void makesRoomForANewClassByTheOldestThatTheStateNoLongerHolds() {
        for (int number = 1; number <= SampleStore.MOST; number++) {
            ReplaySample<String, String> sample = SUBJECT.sample("x");
            store.keep(
                    SUBJECT,
                    new ReplaySample<>(
                            sample.request(),
                            sample.key(),
                            sample.served(),
                            sample.legacy(),
                            sample.replacement(),
                            LineSubject.AT.minusSeconds(number)),
                    Comparison.of(List.of(found("place " + number))));
            stateHolds(found("place " + number).fingerprint(), number != 7 && number != 5);
        }

        assertThat(keep("x")).isEqualTo(SampleFate.KEPT);
        assertThat(SampleStore.fingerprints(attachments, MIGRATION))
                .hasSize(SampleStore.MOST)
                .contains(FINGERPRINT, found("place 5").fingerprint())
                .doesNotContain(found("place 7").fingerprint());
        assertThat(store.keep(SUBJECT, SUBJECT.sample("x"), Comparison.of(List.of(found("place 7")))))
                .as("it may come back")
                .containsValue(SampleFate.KEPT);
    }

    @Test
    void storesOnlyWhatWasCleaned() {
        SampleStore cleaning = store(text -> text.replace("s3cret", "***"));
        LineSubject loud = LineSubject.of(request -> {
            throw new IllegalStateException("no s3cret");
        });
        ReplaySample<String, String> sample = new ReplaySample<>(
                "ask s3cret",
                "key s3cret",
                Route.NEW,
                loud.outcome(Route.LEGACY, "s3cret"),
                loud.outcome(Route.NEW, "s3cret"),
                LineSubject.AT);

        var fates = cleaning.keep(loud, sample, Comparison.of(List.of(DIFFERENCE)));

        assertThat(fates).containsEntry(FINGERPRINT, SampleFate.KEPT);
        String stored =
                new String(attachments.get(MIGRATION, "sample-" + FINGERPRINT).orElseThrow(), StandardCharsets.UTF_8);
        assertThat(stored).doesNotContain("s3cret").contains("ask ***", "key ***", "no ***", "10 of ***");
    }

    @Test
    void storesNothingWhenTheCleanerFails() {
        List<UnaryOperator<String>> cleaners = List.of(
                text -> {
                    throw new StackOverflowError();
                },
                text -> {
                    throw new IllegalStateException();
                },
                text -> null,
                text -> "not a number");
        for (UnaryOperator<String> cleaner : cleaners) {
            Numbers numbers = new Numbers(Integer::parseInt);
            assertThat(store(cleaner).keep(numbers, numbers.sample(), Comparison.of(List.of(DIFFERENCE))))
                    .containsExactlyEntriesOf(Map.of(FINGERPRINT, SampleFate.NOT_CLEANED));
        }
        assertThat(attachments.names(MIGRATION)).isEmpty();
    }

    @Test
    void storesNothingThatCannotBeReadBack() {
        Numbers oneWay = new Numbers(text -> {
            throw new AssertionError("not readable");
        });

        assertThat(store.keep(oneWay, oneWay.sample(), Comparison.of(List.of(DIFFERENCE))))
                .containsExactlyEntriesOf(Map.of(FINGERPRINT, SampleFate.NOT_ENCODED));
        assertThat(attachments.names(MIGRATION)).isEmpty();
    }

    /** A subject whose requests are numbers. */
    private record Numbers(Function<String, Integer> reading) implements ReplaySubject<Integer, String> {

        ReplaySample<Integer, String> sample() {
            Outcome<String> one = new Outcome.Returned<>("1", Duration.ZERO);
            return new ReplaySample<>(1, "", Route.NEW, one, one, LineSubject.AT);
        }

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public SampleCodec<Integer> requests() {
            return SampleCodec.of(String::valueOf, reading);
        }

        @Override
        public SampleCodec<String> outputs() {
            return SampleCodec.ofText();
        }

        @Override
        public String generate(Route side, Integer request) {
            return String.valueOf(request);
        }

        @Override
        public OutputComparator<String> comparator() {
            return OutputComparator.ofText();
        }
    }

    @Test
    void replacesOneThatIsDamaged() {
        keep("x");
        attachments.put(MIGRATION, "sample-" + FINGERPRINT, new byte[] {'{'});
        attachments.put(MIGRATION, "sample-of-something-else", new byte[] {1});

        assertThatThrownBy(() -> SampleStore.find(attachments, MIGRATION, FINGERPRINT))
                .isInstanceOf(ReplayException.class)
                .hasMessageStartingWith(
                        "cannot read sample: bundle sample-%s must be a JSON object".formatted(FINGERPRINT))
                .hasMessageEndingWith("(migration=orders, fingerprint=%s). The next canary that finds this difference"
                                .formatted(FINGERPRINT)
                        + " replaces it");
        assertThat(store(text -> text).keep(SUBJECT, SUBJECT.sample("longer"), Comparison.of(List.of(DIFFERENCE))))
                .containsEntry(FINGERPRINT, SampleFate.KEPT);
        assertThat(SampleStore.fingerprints(attachments, MIGRATION)).containsExactly(FINGERPRINT);
    }

    @Test
    void saysWhenTheStoreTakesNothing() {
        state.fillUp(Optional.of("no space left"));

        assertThat(keep("x")).isEqualTo(SampleFate.NOT_STORED);
        assertThat(IntStream.range(0, 3).mapToObj(round -> keep("x"))).containsOnly(SampleFate.NOT_STORED);

        state.fillUp(Optional.empty());
        assertThat(keep("x")).isEqualTo(SampleFate.KEPT);
    }
}
