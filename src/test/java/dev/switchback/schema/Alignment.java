package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A migration that renames two tables and splits a third one, with rows in all three. */
final class Alignment {

    static final String VERSION = "20250101000014";
    static final RollbackOptions OPTIONS = RollbackOptions.by(Shop.ADA).confirmed();

    private static final Path SCRIPTS = Path.of("src/test/resources/migrations");

    private Alignment() {}

    /** {@return a database in which it is applied} */
    static Shop applied(Path folder) throws IOException {
        copy("alignment", folder);
        Shop shop = Shop.onPostgres(folder);
        shop.migrations().up(UpOptions.all().to("20240101000005"));
        shop.run(Files.readString(SCRIPTS.resolve("alignment-rows.sql")));
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        return shop;
    }

    static void copy(String from, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS.resolve(from))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** {@return the down, table by table, as people run it by hand} */
    static List<String> stepsByHand() throws IOException {
        Path file = SCRIPTS.resolve("alignment").resolve(VERSION + "_align_table_names.down.sql");
        return List.of(Files.readString(file).split("\n\n", -1));
    }

    static PlannedRollback plan(Shop shop) {
        return shop.migrations()
                .plan(new Selection.Only(VERSION), OPTIONS)
                .rollbacks()
                .get(0);
    }

    static RolledBack rollback(Shop shop, RollbackOptions options) {
        return shop.migrations().rollback(new Selection.Only(VERSION), options);
    }
}
