package dev.switchback.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenSpansTest {

    private final OpenSpans<String> spans = new OpenSpans<>();

    private static Told start(String about) {
        return new Told("switchback.x.start", about, 1);
    }

    private static Told end(String about, String how) {
        return new Told("switchback.x." + how, about, 2);
    }

    @Test
    void findsWhatBeganByItsSubjectWhateverItsEnd() {
        spans.begin(start("a"), "of a");
        spans.begin(start("b"), "of b");

        assertThat(spans.end(end("a", "failed"))).contains("of a");
        assertThat(spans.end(end("b", "finish"))).contains("of b");
        assertThat(spans.end(end("b", "finish"))).as("once").isEmpty();
        assertThat(spans.end(end("c", "finish"))).as("never begun").isEmpty();
    }

    @Test
    void endsTheInnerOneFirst() {
        spans.begin(start("a"), "outer");
        spans.begin(start("a"), "inner");

        assertThat(spans.end(end("a", "finish"))).contains("inner");
        assertThat(spans.end(end("a", "finish"))).contains("outer");
    }

    @Test
    void forgetsTheOldestOfAThousand() {
        for (int number = 0; number <= 1_000; number++) {
            spans.begin(start("a" + number), "of " + number);
        }

        assertThat(spans.end(end("a0", "finish"))).isEmpty();
        assertThat(spans.end(end("a1", "finish"))).contains("of 1");
        assertThat(spans.end(end("a1000", "finish"))).contains("of 1000");
    }
}
