package dev.switchback.cli.generate;

import dev.switchback.activemodel.GenerationException;
import dev.switchback.activemodel.GenerationRequest;
import dev.switchback.activemodel.ModelFiles;
import dev.switchback.activemodel.RequestText;
import dev.switchback.activemodel.StagedGenerator;
import dev.switchback.activemodel.StringGenerator;
import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.replay.ReplaySubject;
import dev.switchback.canary.replay.SampleCodec;
import dev.switchback.canary.text.TextTolerance;
import dev.switchback.canary.tree.FileTree;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.pipeline.Route;
import java.time.Clock;

/** What it takes to run a request of the shipped generator again, without its database. Thread-safe. */
public final class ModelReplay implements ReplaySubject<GenerationRequest, ModelFiles> {

    /** Makes the subject; as the command line does, by what is registered in the jar. */
    public ModelReplay() {
        // nothing is opened: the pipelines are made for each request
    }

    @Override
    public String name() {
        return "active-models";
    }

    @Override
    public SampleCodec<GenerationRequest> requests() {
        return SampleCodec.of(RequestText::of, RequestText::parse);
    }

    @Override
    public SampleCodec<ModelFiles> outputs() {
        return new FilesOfModel();
    }

    @Override
    public ModelFiles generate(Route side, GenerationRequest request) {
        Pipeline<GenerationRequest, ModelFiles, GenerationException> pipeline =
                side == Route.LEGACY ? new StringGenerator(Clock.systemUTC()) : new StagedGenerator();
        return pipeline.generate(request);
    }

    @Override
    public OutputComparator<ModelFiles> comparator() {
        return comparison();
    }

    /** {@return what compares models: their files, of which nothing is ignored} */
    static OutputComparator<ModelFiles> comparison() {
        return OutputComparator.ofFiles(TextTolerance.EXACT.naming(ModelFiles.WORDS))
                .on((ModelFiles model) -> FileTree.of(model.files()));
    }

    /** Models as JSON, shown as the files that they are. */
    private static final class FilesOfModel implements SampleCodec<ModelFiles> {

        private final SampleCodec<ModelFiles> json = SampleCodec.ofJson(ModelFiles.class);

        @Override
        public String encode(ModelFiles model) {
            return json.encode(model);
        }

        @Override
        public ModelFiles decode(String text) {
            return json.decode(text);
        }

        @Override
        public FileTree files(ModelFiles model) {
            return FileTree.of(model.files());
        }
    }
}
