package dev.switchback.state.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.state.Document;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.DocumentFile;
import org.junit.jupiter.api.Test;

class SectionSizesTest {

    private static final int MOST = DocumentFile.LONGEST_SECTIONS;
    private static final int AROUND = "{\"text\":\"\"}".length();

    private final SectionSizes sizes = new SectionSizes();

    /** {@return a document whose sections are so long} */
    private static Document document(int length) {
        Document document = Document.empty("active-models").with("text", "x".repeat(length - AROUND));
        assertThat(StateJson.MAPPER.writeValueAsBytes(document.sections())).hasSize(length);
        return document;
    }

    @Test
    void takesWhatADocumentCanHoldAndNoMore() {
        Document before = Document.empty("active-models");

        assertThatCode(() -> sizes.check(before, document(MOST), 100)).doesNotThrowAnyException();
        assertThatThrownBy(() -> sizes.check(before, document(MOST + 1), 100))
                .isInstanceOf(StateStoreException.class)
                .hasMessage(
                        "cannot write state: a change must be small enough for a document of 256 KiB, but the sections would be longer (migration=active-models). Nothing was changed");
    }

    @Test
    void measuresAgainWhenTheRecordsComeToMore() {
        Document last = document(MOST - 50);
        sizes.check(Document.empty("active-models"), last, 100);

        for (int length = MOST - 49; length <= MOST; length++) {
            Document next = document(length);
            sizes.check(last, next, 40_000);
            last = next;
        }

        Document full = last;
        assertThatThrownBy(() -> sizes.check(full, document(MOST + 1), 100)).isInstanceOf(StateStoreException.class);
    }

    @Test
    void findsManySmallChangesThatComeToTooMuch() {
        Document last = Document.empty("active-models");
        int length = 1_000;
        while (length + 1_000 <= MOST) {
            length += 1_000;
            Document next = document(length);
            sizes.check(last, next, 1_200);
            last = next;
        }

        Document full = last;
        assertThatThrownBy(() -> sizes.check(full, document(MOST + 1), 1_200)).isInstanceOf(StateStoreException.class);
    }

    @Test
    void measuresADocumentThatItHasNotSeen() {
        sizes.check(Document.empty("active-models"), document(100), 100);
        Document fromElsewhere = document(MOST);

        assertThatThrownBy(() -> sizes.check(fromElsewhere, document(MOST + 10), 100))
                .isInstanceOf(StateStoreException.class);
        assertThatThrownBy(() -> sizes.check(document(100), document(MOST + 10), 100))
                .as("the same content, but another change that came before it")
                .isInstanceOf(StateStoreException.class);
    }
}
