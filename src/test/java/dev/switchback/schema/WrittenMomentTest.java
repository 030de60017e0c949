package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server writes the moment at which it runs into what a script defines by {@code 'now'}. */
class WrittenMomentTest {

    private static final String SAID = "(only the moment differs that the server wrote there when a script ran, as it"
            + " does for 'now': put the one that was there into the down)";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "alter b drop default | alter b set default '2020-01-01 10:00:00.5'::timestamp | true",
                "drop constraint c | add constraint c check (d > '2020-01-01'::date) | true",
                "alter b drop default | alter b set default '2020-01-01'::date | false",
                "drop constraint c | add constraint c check (d >= '2020-01-01'::date) | false"
            })
    void isRecognisedWhereADownThatWasMadeElsewhereHasAnother(String up, String down, boolean said) {
        Shop shop = Shop.onPostgres(folder)
                .with(
                        "1_t",
                        "create table t (b timestamp default 'now'::timestamp, d date,"
                                + " constraint c check (d > 'today'::date));",
                        "drop table t;")
                .with("2_u", "alter table t %s;".formatted(up), "alter table t %s;".formatted(down));
        shop.migrations().up(UpOptions.all());

        RolledBack back = shop.rollback(new Selection.Last(1));

        String why = back.failed().get(0).why();
        assertThat(why).startsWith("the schema is not restored: ");
        assertThat(why.contains(SAID)).as(why).isEqualTo(said);
    }
}
