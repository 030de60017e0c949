package dev.switchback.schema.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {

    private static TableName parse(String text) {
        return TableName.parse("table", text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "orders|orders",
                "shop.orders|shop.orders",
                "Order|\"Order\"",
                "order|\"order\"",
                "order items|\"order items\"",
                "1st|\"1st\"",
                "größe|\"größe\"",
                "O'Brien|\"O'Brien\"",
                "a;drop table b|\"a;drop table b\"",
                "\"my.shop\".Order|\"my.shop\".\"Order\"",
                "\"say \"\"a\"\"\"|\"say \"\"a\"\"\"",
                "\"a\"|a",
                "$a$|\"$a$\"",
                "{table}|\"{table}\""
            })
    void isWrittenAsSqlThatMeansIt(String text, String sql) {
        assertThat(parse(text).sql()).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ".", "a.", ".a", "a..b", "a.b.c", "\"\"", "\"a", "a\"", "a\"b", "\"a\"b", "a\nb", "a\0"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(text))
                .withMessageStartingWith("table must be a table, or a schema and a table");
    }

    @Test
    void has63BytesAtMost() {
        assertThat(parse("é".repeat(31) + "a").name()).hasSize(32);
        assertThatIllegalArgumentException().isThrownBy(() -> parse("é".repeat(32)));
    }

    @Test
    void isCutWithinALongerName() {
        assertThat(parse("a".repeat(63)).within("idx_", "_tenant"))
                .isEqualTo("idx_%s_tenant".formatted("a".repeat(52)));
        assertThat(parse("b" + "é".repeat(31)).within("idx_", "_tenant"))
                .isEqualTo("idx_b%s_tenant".formatted("é".repeat(25)));
    }
}
