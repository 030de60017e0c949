package dev.switchback.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaUrlTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"'', 10000", "?busy_timeout=200, 200"})
    void letsSqliteWaitForOthersUnlessTheUrlSaysHowLong(String more, int milliseconds) throws SQLException {
        SchemaUrl url = SchemaUrl.of("--url", "jdbc:sqlite:" + folder.resolve("shop.db") + more);

        try (Connection connection = DriverManager.getConnection(url.url(), url.settings());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma busy_timeout")) {
            assertThat(row.getInt(1)).isEqualTo(milliseconds);
        }
    }
}
