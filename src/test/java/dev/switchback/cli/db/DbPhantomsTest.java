package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbPhantomsTest {

    @TempDir
    Path directory;

    private DbKit shop() {
        DbKit shop = DbKit.onPostgres(directory)
                .with("1_kept", "create table kept (id int primary key);", "drop table kept;")
                .with("2_ghost", "create table ghost (id int primary key);", "drop table ghost;")
                .with("3_uses_ghost", "create table uses (id int references ghost (id));", "drop table uses;")
                .with("4_spirit", "create table spirit (id int);", "drop table spirit;");
        assertThat(shop.db("up").exit()).isZero();
        shop.delete("2_ghost");
        shop.delete("4_spirit");
        return shop;
    }

    @Test
    void areRolledBackEachThatCanBe() {
        DbKit shop = shop();
        Result some = shop.db("rollback", "--phantom", "--reason", "branch left", "--json");

        assertThat(some.exit()).as(some.err()).isEqualTo(1);
        assertThat(some.json().path("schemas").path(0).path("rolledBack").findValuesAsString("version"))
                .containsExactly("4");
        assertThat(some.json()
                        .path("schemas")
                        .path(0)
                        .path("failed")
                        .path(0)
                        .path("why")
                        .asString())
                .contains("3_uses_ghost stays, and depends on it");

        shop.delete("3_uses_ghost");
        Result rest = shop.db("rollback", "--phantom", "--reason", "branch left", "--json");
        assertThat(rest.exit()).as(rest.out()).isZero();
        assertThat(rest.json().path("schemas").path(0).path("rolledBack").findValuesAsString("version"))
                .containsExactly("3", "2");
        assertThat(shop.db("status", "--phantoms").out()).isEmpty();
    }

    @Test
    void areRolledBackWithoutAStoreToo() throws IOException {
        DbKit shop = shop();
        shop.delete("3_uses_ghost");
        Files.writeString(shop.kit.state(), "no directory");
        Result done = shop.db("rollback", "--phantom", "--reason", "branch left");

        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.err()).contains("it is not kept in the history: ");
        assertThat(shop.rows("select version from schema_migrations")).containsExactly("1");
    }

    @Test
    void areNamedByStatusAlone() {
        DbKit shop = shop();
        Result phantoms = shop.db("status", "--phantoms");

        assertThat(phantoms.exit()).isEqualTo(3);
        assertThat(phantoms.lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith(
                        "  👻 2 ghost (phantom, applied 0 minutes ago, rollback not verified, applied from branch unknown");
    }

    @Test
    void areNamedByTheHookAfterABranchWasLeft() throws IOException, InterruptedException {
        DbKit shop = shop();
        Files.createDirectories(directory.resolve(".git"));
        Path hook = directory.resolve(".git/hooks/post-checkout");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/bash\necho theirs\nexit 0\n");

        assertThat(shop.offline("hook", "install").out()).startsWith(hook + " is installed");
        assertThat(shop.offline("hook", "install").out()).endsWith(" is as it was%n".formatted());
        assertThat(run(hook, "a", "b", "1")).containsExactly("db status --phantoms --migrations migrations", "theirs");
        assertThat(run(hook, "a", "b", "0")).as("files").containsExactly("theirs");
        assertThat(run(hook, "a", "a", "1")).as("the same commit").containsExactly("theirs");

        assertThat(shop.offline("hook", "remove").out()).startsWith(hook + " is removed");
        assertThat(Files.readString(hook)).isEqualTo("#!/bin/bash\necho theirs\nexit 0\n");
        Files.writeString(hook, "#!/usr/bin/env python3\n");
        assertThat(shop.offline("hook", "install").exit()).isEqualTo(5);
        Files.delete(hook);
        assertThat(shop.offline("hook", "install").exit()).isZero();
        assertThat(shop.offline("hook", "remove").exit()).isZero();
        assertThat(hook).doesNotExist();
    }

    private List<String> run(Path hook, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(hook.toString()).directory(directory.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("SWITCHBACK", "echo");
        builder.environment().put("MIGRATION_DB_URL", "jdbc:sqlite:x");
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        process.waitFor();
        return lines;
    }
}
