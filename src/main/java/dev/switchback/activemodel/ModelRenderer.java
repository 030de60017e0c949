package dev.switchback.activemodel;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The stage of the new pipeline that turns a view into source, by templates compiled with the library. */
final class ModelRenderer {

    private static final String TEMPLATES = "dev.switchback.activemodel.templates";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Plain, ModelRenderer.class.getClassLoader(), TEMPLATES);

    /** {@return the unformatted source of each file, by its path} */
    ModelFiles render(ModelView view) {
        String file = view.names().file();
        return ModelFiles.of(
                view.table(),
                Map.of(
                        file + ".ts", render("model.jte", view),
                        "reactive-" + file + ".ts", render("reactive.jte", view),
                        "types/" + file + "-data.ts", render("data.jte", view)));
    }

    private String render(String template, ModelView view) {
        try {
            StringOutput output = new StringOutput();
            engine.render(template, view, output);
            return output.toString();
        } catch (TemplateException e) {
            throw GenerationException.notRendered(view.table(), template, e);
        }
    }
}
