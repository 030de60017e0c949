package dev.switchback.schema.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationVersionTest {

    private static final List<String> ORDER = List.of(
            "0",
            "00000000000000",
            "000000000000000",
            "1",
            "0001",
            "1-0",
            "1.0",
            "1.1",
            "1.1.5",
            "1.2",
            "1.10",
            "2",
            "002",
            "10",
            "9999999",
            "20140924113530",
            "2017-09-26",
            "20170926200549",
            "2017-09-26-200549",
            "20191100000001000001",
            "20200317160354",
            "20250101000014",
            "20260112",
            "2026-01-12",
            "20260112_1",
            "20260112_001",
            "2026-01-12_001",
            "20260112_002",
            "20260112_010",
            "202601121530",
            "20260112153001",
            "20260113_001",
            "1528395834",
            "1700000000000");

    private static MigrationVersion version(String text) {
        return MigrationVersion.parse("version", text);
    }

    @Test
    void isInTheOrderOfItsNumbers() {
        for (int i = 0; i < ORDER.size(); i++) {
            for (int j = 0; j < ORDER.size(); j++) {
                assertThat(Integer.signum(version(ORDER.get(i)).compareTo(version(ORDER.get(j)))))
                        .as("%s and %s", ORDER.get(i), ORDER.get(j))
                        .isEqualTo(Integer.signum(Integer.compare(i, j)));
            }
        }
    }

    @Test
    void isEqualToWhatIsWrittenInTheSameWay() {
        assertThat(version("0001")).isEqualTo(version("0001")).hasSameHashCodeAs(version("0001"));
        assertThat(version("0001")).isNotEqualTo(version("1")).hasToString("0001");
        assertThat(version("0001").hasNumbersOf(version("1"))).isTrue();
        assertThat(version("2026-01-12_1").hasNumbersOf(version("20260112_001")))
                .isTrue();
        assertThat(version("2017-09-26-200549").hasNumbersOf(version("20170926200549")))
                .isTrue();
        assertThat(version("1").hasNumbersOf(version("1.0"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "V1",
                "v1.2",
                "1_",
                "_1",
                "1-",
                "1..2",
                "1.a",
                "-1",
                "+1",
                "1e3",
                "1_2",
                "20260112_",
                "20260112_1_2",
                "20260112_1234567890",
                "١",
                "1\n",
                "1;drop table a",
                "123456789012345678901234567890123456789012345678901"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> version(text))
                .withMessageStartingWith("version must be at most 50 digits in numbers");
    }

    @Test
    void has50CharactersAtMost() {
        assertThat(version("1".repeat(50)).text()).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource({
        "20260111_007, 20260112_001",
        "20260112_007, 20260112_008",
        "20260112_99, 20260112_100",
        "20270101_001, 20270101_002",
        "20250101000014, 20260112101112",
        "20270101000014, 20270101000015",
        "2019-02-26-002946, 2026-01-12-101112",
        "000123, 000124",
        "999, 1000",
        "1.2.9, 1.2.10",
        "1528395834, 1528395835"
    })
    void isFollowedByOneInTheSameHand(String last, String next) {
        MigrationVersion following = NextVersion.after(version(last), Instant.parse("2026-01-12T10:11:12Z"));

        assertThat(following).hasToString(next);
        assertThat(following).isGreaterThan(version(last));
    }
}
