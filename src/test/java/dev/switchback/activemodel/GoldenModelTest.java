package dev.switchback.activemodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of one table, whole: a change of the output shows as a change of a file beside the tests. */
class GoldenModelTest {

    private final Generated generated = Generated.of(Schemas.onH2("""
            create table station (station_id int primary key);
            create table weather_reading (
              reading_id bigint generated always as identity primary key,
              station_id int not null references station (station_id),
              taken_at timestamp default current_timestamp not null,
              celsius decimal(4, 1),
              sky enum('clear', 'cloudy', 'it''s raining') not null);
            comment on table weather_reading is 'What a station says.';
            comment on column weather_reading.celsius is 'Null while the sensor is broken.';
            """));

    @ParameterizedTest
    @ValueSource(strings = {"weather-reading.ts", "reactive-weather-reading.ts", "types/weather-reading-data.ts"})
    void theLegacyModelStaysAsItIs(String path) {
        assertThat(generated.legacy().get(path)).isEqualTo(golden("legacy", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weather-reading.ts", "reactive-weather-reading.ts", "types/weather-reading-data.ts"})
    void theNewModelStaysAsItIs(String path) {
        assertThat(generated.replacement().get(path)).isEqualTo(golden("new", path));
    }

    private static String golden(String side, String path) {
        try (InputStream file = GoldenModelTest.class.getResourceAsStream("golden/%s/%s".formatted(side, path))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
