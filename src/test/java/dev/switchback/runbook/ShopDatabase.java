package dev.switchback.runbook;

import dev.switchback.cli.CommandLineKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A database with two migrations, one of which gave trouble. */
final class ShopDatabase {

    private static final String SECOND = "20260112_001_create_purchase_orders";

    private final Path scripts;
    private final Map<String, String> variables;
    private final CommandLineKit kit;

    private ShopDatabase(Path folder) throws IOException {
        scripts = Files.createDirectories(folder.resolve("migrations"));
        variables = Map.of(
                "MIGRATION_OPERATOR",
                "kim",
                "MIGRATION_DB_URL",
                "jdbc:sqlite:" + folder.resolve("shop.db"),
                "MIGRATION_DB_FOLDER",
                scripts.toString());
        kit = new CommandLineKit(folder.resolve("db-state")).variables(variables);
    }

    /** {@return the variables by which commands find it} */
    static Map<String, String> in(Condition condition, Path folder) throws IOException {
        ShopDatabase shop = new ShopDatabase(folder);
        shop.write("20260111_005_create_tenants", "create table tenants (id int);", "drop table tenants;");
        shop.write(SECOND, "create table purchase_orders (id int);", "drop table purchase_orders;");
        shop.provoke(condition);
        return shop.variables;
    }

    private void provoke(Condition condition) throws IOException {
        switch (condition) {
            case SCHEMA_FAILED, SCHEMA_MENDED -> {
                write(
                        SECOND,
                        "create table purchase_orders (id int); insert into nowhere values (1);",
                        "drop table purchase_orders;");
                kit.run("db", "up");
                if (condition == Condition.SCHEMA_MENDED) {
                    write(SECOND, "create table purchase_orders (id int);", "drop table purchase_orders;");
                }
            }
            case SCHEMA_PHANTOM -> {
                kit.run("db", "up");
                Files.delete(scripts.resolve(SECOND + ".up.sql"));
                Files.delete(scripts.resolve(SECOND + ".down.sql"));
            }
            case SCHEMA_DOWN_FAILED, SCHEMA_DOWN_MENDED -> {
                write(SECOND, "create table purchase_orders (id int);", "drop table purchase_order;");
                kit.run("db", "up");
                kit.run("db", "rollback", "--last", "1", "--reason", "a test", "--confirm", "ROLLBACK");
                if (condition == Condition.SCHEMA_DOWN_MENDED) {
                    write(SECOND, "create table purchase_orders (id int);", "drop table purchase_orders;");
                }
            }
            default -> kit.run("db", "up");
        }
    }

    private void write(String title, String up, String down) throws IOException {
        Files.writeString(scripts.resolve(title + ".up.sql"), up);
        Files.writeString(scripts.resolve(title + ".down.sql"), down);
    }
}
