package dev.switchback.cli.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.diagnostics.Part.Found;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.Terminal;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RedactionTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> VARIABLES = Map.of(
            "PGPASSWORD", "correct horse",
            "OTHER_PASSWORD", "password",
            "APP_PWD", "battery",
            "PWD", "/srv/app",
            "MIGRATION_DATABASE_URL", "jdbc:postgresql://app:p%40ssw@db/x?currentSchema=a",
            "MIGRATION_NEW_PIPELINE_TABLES", "orders, \"big, ones\",of,token");

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static Redaction after(String... documents) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Known known = new Known(new Shell(
                new Terminal(nowhere, nowhere, Optional.empty(), false, VARIABLES, Clock.systemUTC(), time -> false)));
        for (String document : documents) {
            known.learn(new Found("a.json", "", 0, List.of(json(document))));
        }
        return new Redaction(known, "/home/eve");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            is it correct horse?              | is it ***?
            batterylow                        | ***low
            in /srv/app                       | in /srv/app
            p%40ssw or p@ssw                  | *** or ***
            password=abc                      | password=***
            token=abc                         | ***=***
            orders fail, Orders too           | *** fail, *** too
            reorders and orders_old           | reorders and orders_old
            as kim said to kimchi             | as operator-1 said to kimchi
            legacy by switchback              | legacy by switchback
            /home/eve/state                   | ~/state
            what is of no use                 | what is of no use
            """)
    void hidesWhatIsKnownInAnyText(String text, String shown) {
        assertThat(after("{'operator':'kim'}", "{'by':'switchback'}").of(text)).isEqualTo(shown);
    }

    @Test
    void countsKeysAndLeavesExamplesOut() {
        Redaction redaction = after();

        assertThat(redaction.of(json("{'keys':['a','b'],'data':{'keys':{'forced':['a'],'denied':[]}},"
                        + "'example':{'key':'a','legacy':'x'},'key':'a','forced':true}")))
                .isEqualTo(json("{'keys':2,'data':{'keys':{'forced':1,'denied':0}},"
                        + "'example':'***','key':'***','forced':true}"));
    }

    @Test
    void hidesByTheNameOfAFieldAndInNames() {
        assertThat(after("{'key':'customer'}")
                        .of(json("{'customer':1,'dbPassword':'abc','apiKey':'','n':null,'x':2.50}")))
                .isEqualTo(json("{'***':1,'dbPassword':'***','apiKey':'','n':null,'x':2.50}"));
    }

    @Test
    void callsEachPersonTheSameEverywhere() {
        Redaction redaction = after("[{'operator':'kim'}]", "{'owner':'ada'}", "{'by':'kim'}");

        assertThat(redaction.of(json("[{'operator':'ada'},{'by':'kim','reason':'for ada'},{'operator':'switchback'}]")))
                .isEqualTo(json("[{'operator':'operator-2'},{'by':'operator-1','reason':'for operator-2'},"
                        + "{'operator':'switchback'}]"));
    }

    @Test
    void leavesNoHalfOfAKeyWhereATextIsCut() {
        assertThat(after().of("x".repeat(996) + " orders and more")).isEqualTo("x".repeat(996) + " ***...");
    }

    @Test
    void cutsEachTextByItself() {
        JsonNode document = JSON.createArrayNode().add("x".repeat(5_000)).add("password=abc");

        assertThat(after().of(document).get(0).asString()).hasSize(1_003).endsWith("...");
        assertThat(after().of(document).get(1).asString()).isEqualTo("password=***");
    }
}
