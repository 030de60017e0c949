package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchback.testing.DebianPostgres;
import dev.switchback.testing.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page about schemas shows besides commands of ours: the way by hand, and the way back to a backup. */
class SchemaPageTest {

    @TempDir
    Path folder;

    private CommandLineKit kit(String url) throws IOException {
        return new CommandLineKit(folder.resolve("state"))
                .variables(Map.of(
                        "MIGRATION_OPERATOR",
                        "kim",
                        "MIGRATION_DB_URL",
                        url,
                        "MIGRATION_DB_FOLDER",
                        folder.resolve("migrations").toString()));
    }

    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        for (String part : Files.readString(Path.of("runbook/schema.md")).split("```" + language + "\n", -1)) {
            blocks.add(part.substring(0, Math.max(0, part.indexOf("```"))));
        }
        return blocks.subList(1, blocks.size());
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(row.getMetaData().getColumnCount()) : "";
        }
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theWayByHandLeavesNothingBehind() throws Exception {
        String database = PostgresServer.databaseToCome();
        PostgresServer.create(database);
        String url = PostgresServer.urlOf(database);
        PurchaseOrders.writeTo(folder.resolve("migrations"));
        assertThat(kit(url).run("db", "up", "--to", "20260112_001").exit()).isZero();
        String[] queries = blocks("sql").get(0).split(";\n", -1);

        assertThat(ask(url, queries[0])).as("the statement that failed").isNull();
        String down = ask(url, queries[1]).replaceAll("(?m)^(BEGIN|COMMIT);$", "");
        run(url, "begin; %s delete from schema_migrations where version = '20260112_001'; commit;".formatted(down));

        CommandLineKit.Result status = kit(url).run("db", "status", "--json");
        assertThat(status.exit()).isZero();
        assertThat(status.json().path("schemas").get(0).path("drift")).isEmpty();
        assertThat(status.json().path("schemas").get(0).path("sentence").asString())
                .isEqualTo("1 applied, 3 pending");
    }

    @Test
    void theWayBackToABackupLeadsToTheNewestMigration() throws Exception {
        assumeTrue(DebianPostgres.isInstalled(), "PostgreSQL 15 of Debian is missing: restoring a backup is not tried");
        PurchaseOrders.writeTo(folder.resolve("migrations"));
        Files.createDirectory(folder.resolve("server"));
        try (DebianPostgres server = DebianPostgres.start(folder.resolve("server"))) {
            String url = server.urlOf("shop");
            bash(server, "createdb shop");
            assertThat(kit(url).run("db", "up", "--to", "20260112_002").exit()).isZero();
            run(url, "insert into tenants values (gen_random_uuid())");
            run(url, "insert into purchase_orders (tenant_id) select id from tenants, generate_series(1, 150)");
            bash(server, backup());
            assertThat(kit(url).run("db", "up").exit()).isZero();
            run(url, "drop table po_items cascade; update purchase_orders set deleted_at = now()");
            assertThat(kit(url).run("db", "status").out()).contains("something changed it besides");

            try (Connection application = DriverManager.getConnection(url)) {
                String said = bash(server, blocks("bash").get(0));

                assertThat(application.isValid(5)).as("was thrown out").isFalse();
                assertThat(said).contains("3 applied, 1 pending", "4 applied, 0 pending");
            }
            assertThat(ask(url, "select count(*) from purchase_orders where deleted_at is null"))
                    .isEqualTo("150");
            assertThat(kit(url).run("db", "status").out()).doesNotContain("besides");
            assertThat(kit(url).run("db", "verify").exit()).isZero();
            goBackAfterTheRestore(url);
        }
    }

    /** What was kept of the schema in the backup is still what it takes, though every identifier is another one. */
    private void goBackAfterTheRestore(String url) throws Exception {
        String[] back = {"db", "rollback", "--to", "20260111_005", "--reason", "a test", "--confirm", "ROLLBACK"};
        CommandLineKit.Result result = kit(url).run(back);

        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.lines())
                .filteredOn(line -> line.endsWith("what it was before it"))
                .hasSize(3);
    }

    /** {@return the command for a backup as the page has it} */
    private static String backup() throws IOException {
        String page = Files.readString(Path.of("runbook/schema.md"));
        int begin = page.indexOf("`pg_dump ");
        return page.substring(begin + 1, page.indexOf('`', begin + 1));
    }

    private String bash(DebianPostgres server, String script) throws IOException, InterruptedException {
        Path said = folder.resolve("bash.out");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", """
                        switchback() { "$JAVA" -cp "$CLASSES" dev.switchback.cli.Switchback "$@"; }
                        %s""".formatted(script));
        builder.environment().putAll(server.variables());
        builder.environment()
                .putAll(Map.of(
                        "JAVA",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                        "CLASSES", absolute(System.getProperty("java.class.path")),
                        "MIGRATION_DB_URL", server.urlOf("shop"),
                        "MIGRATION_DB_FOLDER", folder.resolve("migrations").toString()));
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    private static String absolute(String classPath) {
        return List.of(classPath.split(File.pathSeparator, -1)).stream()
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElse("");
    }
}
