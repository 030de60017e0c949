package dev.switchback.activemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelRendererTest {

    @Test
    void saysWhichTableAndTemplateFailed() {
        ModelView.Names names = new ModelView.Names("a", "A", "AModel", "ReactiveA", "AData", "CreateA", "UpdateA");
        ModelView broken =
                new ModelView("t", names, List.of(), List.of(), List.of(), List.of(), List.of(), /* config */ null);

        assertThatThrownBy(() -> new ModelRenderer().render(broken))
                .isInstanceOfSatisfying(
                        GenerationException.class, e -> assertThat(e.table()).isEqualTo("t"))
                .hasMessageMatching(
                        "cannot render model: Failed to render model.jte.* \\(table=t, template=model.jte\\)\\."
                                + " No file of this table was written")
                .hasRootCauseInstanceOf(NullPointerException.class);
    }
}
