package dev.switchback.schema.down.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WideningTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "character varying(20) | character varying(21)",
                "character varying(20) | text",
                "text | character varying",
                "smallint | integer",
                "integer | bigint",
                "bigint | numeric",
                "real | double precision",
                "numeric(10,2) | numeric(12,2)",
                "numeric(10,2) | numeric(11,3)",
                "numeric(10,2) | numeric",
                "timestamp(3) without time zone | timestamp without time zone",
                "uuid | text"
            })
    void keepsEveryValueOfATypeInAWiderOne(String from, String to) {
        assertThat(Widening.keeps(from, to)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "character varying(21) | character varying(20)",
                "text | character varying(20)",
                "character(5) | text",
                "integer | smallint",
                "bigint | double precision",
                "numeric(10,2) | numeric(11,1)",
                "numeric(10,2) | numeric(10,3)",
                "numeric | numeric(10,2)",
                "timestamp without time zone | timestamp with time zone",
                "timestamp without time zone | date",
                "jsonb | text",
                "text | integer"
            })
    void doesNotPromiseThatOfOthers(String from, String to) {
        assertThat(Widening.keeps(from, to)).isFalse();
    }
}
