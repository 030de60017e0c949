package dev.switchback.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db/shop | jdbc:postgresql://db/shop",
                "jdbc:postgresql://db/shop?user=me&password=x | jdbc:postgresql://db/shop?...",
                "jdbc:postgresql://me:p@ss/word@db/shop | jdbc:postgresql://db/shop",
                "jdbc:postgresql://me:a?b;c@db/shop | jdbc:postgresql://db/shop",
                "jdbc:h2:mem:a;USER=sa;PASSWORD=x | jdbc:h2:mem:a;...",
                "JDBC:H2:mem:a;PASSWORD=x | JDBC:H2:mem:a;...",
                "jdbc:sqlite:/home/me@work/a.db | jdbc:sqlite:/home/me@work/a.db",
                "mysql://root:x@db/shop?y | mysql://db/shop?...",
                "/home/a;b?c.sql | /home/a;b?c.sql"
            })
    void showsHostAndDatabaseOnly(String url, String shown) {
        assertThat(Redaction.shown(url)).isEqualTo(shown);
    }

    @Test
    void takesSecretsOutOfAnExceptionAndItsCauses() {
        SQLException leak = new SQLException("no", "08001", 7, new IllegalStateException("user me:p%3Dss"));

        SQLException clean =
                Redaction.of("jdbc:postgresql://db/shop?password=p%3Dss").clean(leak);

        assertThatException(clean).hasMessage("no").hasNoCause();
        assertThat(clean.getSQLState()).isEqualTo("08001");
        assertThat(clean.getErrorCode()).isEqualTo(7);
        assertThat(clean.getStackTrace()).isEqualTo(leak.getStackTrace());
    }

    @Test
    void takesOutTheDecodedFormToo() {
        SQLException clean = Redaction.of("jdbc:postgresql://db/shop?password=p%3Dss")
                .clean(new SQLException("bad password p=ss for jdbc:postgresql://db/shop?password=p%3Dss"));

        assertThatException(clean).hasMessage("bad password *** for jdbc:postgresql://db/shop?...");
    }

    @Test
    void keepsAnExceptionThatHoldsNoSecret() {
        SQLException error = new SQLException("connection refused", new IllegalStateException("refused"));

        assertThatException(
                        Redaction.of("jdbc:postgresql://db/shop?password=x1y2").clean(error))
                .isSameAs(error);
    }

    @Test
    void takesAPercentSignForItself() {
        assertThatException(Redaction.of("jdbc:h2:mem:;PASSWORD=100%!").clean(new SQLException("wrong: 100%!")))
                .hasMessage("wrong: ***");
    }

    /** An SQLException is also a list of its followers, so AssertJ must be told which is meant. */
    private static ThrowableAssert<SQLException> assertThatException(SQLException error) {
        return new ThrowableAssert<>(error);
    }
}
