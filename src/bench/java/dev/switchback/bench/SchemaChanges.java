package dev.switchback.bench;

import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.DownGenerator;
import dev.switchback.schema.down.Script;
import dev.switchback.schema.down.clone.Clones;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.state.Attribution;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope.ScopedRunnerWithReturn;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Migrations of a database, {@value #MIGRATIONS} of them, up and down again, beside tools that do the same. */
public class SchemaChanges {

    static final int MIGRATIONS = 300;

    /** Up, with what is needed to take each back and to see that it was. */
    @Benchmark
    public int up(Empty database) {
        return database.ours().up(UpOptions.all()).applied().size();
    }

    /** Up by Flyway, which takes nothing back. */
    @Benchmark
    public int upByFlyway(Empty database) {
        return database.flyway().migrate().migrationsExecuted;
    }

    /** Up by Liquibase. */
    @Benchmark
    public int upByLiquibase(Empty database) throws Exception {
        return database.liquibase(tool -> tool.update(new Contexts()));
    }

    /** Up by hand, a transaction and a row each: what the statements cost everybody. */
    @Benchmark
    public int upByHand(Empty database) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table applied (version int primary key, script text not null)");
            connection.setAutoCommit(false);
            for (int number = 1; number <= MIGRATIONS; number++) {
                String script = SchemaScripts.of(number).get(0);
                statement.execute(script);
                try (PreparedStatement row = connection.prepareStatement("insert into applied values (?, ?)")) {
                    row.setInt(1, number);
                    row.setString(2, script);
                    row.executeUpdate();
                }
                connection.commit();
            }
        }
        return MIGRATIONS;
    }

    /** Down, the schema compared after each. */
    @Benchmark
    public int down(Migrated database) {
        RolledBack back = database.ours()
                .rollback(new Selection.All(), RollbackOptions.by(new Attribution("bench", "to measure", "bench")));
        if (back.done().size() != MIGRATIONS) {
            throw new IllegalStateException(back.toString());
        }
        return back.done().size();
    }

    /** Down by Liquibase, from the statements that its scripts name. */
    @Benchmark
    public int downByLiquibase(MigratedByLiquibase database) throws Exception {
        return database.liquibase(tool -> tool.rollback(MIGRATIONS, new Contexts(), new LabelExpression()));
    }

    /** A down made from the catalog and tried, in a clone of a schema of 200 tables. */
    @Benchmark
    public int generateDown(Large schema) throws SQLException {
        return schema.generator.generate(schema.next()).statements().size();
    }

    /** A server, and the scripts. */
    @State(Scope.Benchmark)
    public static class Server {

        private static final Logger TALKATIVE = Logger.getLogger("liquibase");

        private @Nullable EmbeddedPostgres server;
        private Path scripts = Path.of("");
        private int databases;
        private String name = "";

        /** Stops it. */
        @TearDown
        public void stop() throws IOException {
            if (server != null) {
                server.close();
            }
        }

        void create() throws IOException, SQLException {
            if (server == null) { // not by a setup of its own: those of subclasses may come first
                TALKATIVE.setLevel(java.util.logging.Level.WARNING);
                server = EmbeddedPostgres.builder().start();
                scripts = SchemaScripts.write(MIGRATIONS);
            }
            name = "bench" + ++databases;
            try (Connection connection = open("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
        }

        Connection open(String database) throws SQLException {
            return DriverManager.getConnection(url(database));
        }

        private String url(String database) {
            return Objects.requireNonNull(server).getJdbcUrl("postgres", database);
        }

        Connection open() throws SQLException {
            return open(name);
        }

        String name() {
            return name;
        }

        SchemaMigrations ours() {
            try {
                return new SchemaMigrations(SchemaTarget.of("bench", this::open), scripts.resolve("ours"));
            } catch (SQLException away) {
                throw new IllegalStateException(away);
            }
        }

        Flyway flyway() {
            return Flyway.configure()
                    .dataSource(url(name), "postgres", "")
                    .locations("filesystem:" + scripts.resolve("flyway"))
                    .loggers("slf4j")
                    .load();
        }

        int liquibase(LiquibaseWork work) throws Exception {
            ScopedRunnerWithReturn<Integer> run = () -> {
                try (Connection connection = open();
                        Liquibase tool = new Liquibase(
                                "all.yaml",
                                new DirectoryResourceAccessor(scripts.resolve("liquibase")),
                                DatabaseFactory.getInstance()
                                        .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
                    work.on(tool);
                    return MIGRATIONS;
                }
            };
            return liquibase.Scope.child(Map.of(liquibase.Scope.Attr.ui.name(), new LoggerUIService()), run);
        }
    }

    /** What Liquibase does. */
    interface LiquibaseWork {
        void on(Liquibase tool) throws Exception;
    }

    /** Nothing is migrated yet. */
    @State(Scope.Benchmark)
    public static class Empty extends Server {

        /** Makes a new database. */
        @Setup(Level.Invocation)
        public void anew() throws Exception {
            create();
        }
    }

    /** All is migrated by us. */
    @State(Scope.Benchmark)
    public static class Migrated extends Server {

        /** Makes a new database, and migrates it. */
        @Setup(Level.Invocation)
        public void anew() throws Exception {
            create();
            ours().up(UpOptions.all());
        }
    }

    /** All is migrated by Liquibase. */
    @State(Scope.Benchmark)
    public static class MigratedByLiquibase extends Server {

        /** Makes a new database, and migrates it. */
        @Setup(Level.Invocation)
        public void anew() throws Exception {
            create();
            liquibase(tool -> tool.update(new Contexts()));
        }
    }

    /** A clone of a schema of 200 tables, with what else the scripts make. */
    @State(Scope.Benchmark)
    public static class Large extends Server {

        private static final int TABLES = 200;
        private static final int LAST_TABLE = TABLES * 5 - 4;

        private final Random random = new Random(1);
        private DownGenerator generator; // its clone goes with the server

        /** Makes it. */
        @Setup
        public void make() throws IOException, SQLException {
            create();
            try (Connection connection = open();
                    Statement statement = connection.createStatement()) {
                for (int number = 1; number <= LAST_TABLE + 3; number++) {
                    statement.execute(SchemaScripts.of(number).get(0));
                }
            }
            generator = DownGenerator.in(Clones.of(this::open, name()).copy(), SnapshotScope.everything());
        }

        /** {@return the next migration, one of several kinds and of any table} */
        Script next() {
            int table = 1 + 5 * random.nextInt(TABLES);
            String up =
                    switch (random.nextInt(6)) {
                        case 0 -> "create table fresh (id bigint primary key, t bigint references t%d (id))";
                        case 1 -> "alter table t%d add column extra text default 'x'";
                        case 2 -> "alter table t%d rename column name to title";
                        case 3 -> "create index extra on t%d (at desc) include (id)";
                        case 4 -> "drop view v%d";
                        default -> "alter table t%d alter column amount type numeric(14,2), drop column at cascade";
                    };
            return new Script(List.of(up.formatted(table)), true);
        }
    }
}
