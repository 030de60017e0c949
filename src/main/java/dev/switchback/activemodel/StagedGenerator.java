package dev.switchback.activemodel;

import dev.switchback.pipeline.Pipeline;
import java.util.function.Function;

/**
 * The new pipeline: a table is analysed, rendered by templates and formatted, each by a stage of its own.
 *
 * <pre>{@code
 * request -> ModelAnalysis -> view -> ModelRenderer -> source -> SourceFormatter -> files
 * }</pre>
 *
 * <p>The same request gives the same files, to the byte. Nothing is written: files are staged by whoever runs the
 * generator. Thread-safe.
 *
 * @see StringGenerator the pipeline that it replaces; the differences are listed in the package's description
 */
public final class StagedGenerator implements Pipeline<GenerationRequest, ModelFiles, GenerationException> {

    private final Function<GenerationRequest, ModelFiles> stages;

    /**
     * Makes one; its templates are loaded when they are first used.
     *
     * @throws IllegalStateException if {@code gg.jte:jte-runtime}, an optional dependency, is missing
     */
    public StagedGenerator() {
        ModelRenderer renderer = renderer();
        Function<GenerationRequest, ModelView> analysis = ModelAnalysis::of;
        this.stages = analysis.andThen(renderer::render).andThen(SourceFormatter::format);
    }

    /**
     * Returns the files of one table.
     *
     * @throws GenerationException if a template fails
     */
    @Override
    public ModelFiles generate(GenerationRequest request) {
        return stages.apply(request);
    }

    private static ModelRenderer renderer() {
        try {
            return new ModelRenderer();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "the new generator has no template engine: add gg.jte:jte-runtime:3.2.1 to the class path", e);
        }
    }
}
