package dev.switchback.cli.generate;

import dev.switchback.activemodel.GenerationPlan;
import dev.switchback.activemodel.ModelFiles;
import dev.switchback.canary.tree.StagedTree;
import dev.switchback.canary.tree.StagingArea;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what was served, as a whole: a run that is killed leaves the files of the run before it. */
final class GeneratedFiles {

    private GeneratedFiles() {}

    /**
     * Writes the files of the served sides and what all models share, beside the directory, and puts them in its place.
     *
     * @throws IOException if they cannot be written ; the directory is as it was
     */
    static void commit(Path directory, GenerationPlan plan, List<TableRun> runs) throws IOException {
        List<ModelFiles> served =
                runs.stream().map(TableRun::files).flatMap(Optional::stream).toList();
        List<ModelFiles> all = new ArrayList<>(served);
        all.add(plan.shared(served));
        try (StagedTree tree = StagingArea.open(directory).stage()) {
            for (ModelFiles model : all) {
                write(tree.directory(), model.files());
            }
            tree.commit();
        }
    }

    private static void write(Path root, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path place = root.resolve(file.getKey());
            Path folder = place.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(place, file.getValue());
        }
    }
}
