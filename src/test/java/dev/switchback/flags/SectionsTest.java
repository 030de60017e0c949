package dev.switchback.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import dev.switchback.state.Document;
import dev.switchback.state.StateJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionsTest {

    private static final Document EMPTY = Document.empty("active-models");

    private static final Settings FULL = new Settings(
            Share.of(12.345),
            new CanaryFlags(true, Share.of(7), Duration.ofMillis(1_500), Share.of(80)),
            Optional.of(
                    ManualOverride.to(Route.LEGACY, "kim", "incident 12").until(Instant.parse("2026-01-01T02:00:00Z"))),
            new BreakerFlags(false, 9, Duration.ofMinutes(1), Duration.ofMinutes(2)),
            true,
            true,
            false,
            Set.of("b", "a"),
            Set.of("c"));

    @Test
    void readsWhatItWrote() {
        Document written = Sections.write(EMPTY, Settings.DEFAULTS, FULL);

        assertThat(Sections.read(written)).isEqualTo(FULL);
        assertThat(Sections.read(throughText(written))).isEqualTo(FULL);
        assertThat(Sections.read(Sections.write(written, FULL, Settings.DEFAULTS)))
                .isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void writesPlainJson() {
        Document written = Sections.write(EMPTY, Settings.DEFAULTS, FULL);

        assertThat(StateJson.MAPPER.writeValueAsString(written.sections())).isEqualTo("""
                        {"breakerSettings":{"enabled":false,"errorThreshold":9,"errorWindowSeconds":60,\
                        "recoverySeconds":120},\
                        "canary":{"enabled":true,"samplePercentage":7,"timeoutSeconds":1.5,"offAbovePercentage":80},\
                        "keys":{"forced":["a","b"],"denied":["c"]},\
                        "options":{"fallbackToLegacy":false,"autoRollback":true,"detailedLogging":true},\
                        "override":{"mode":"legacy","by":"kim","reason":"incident 12","until":"2026-01-01T02:00:00Z"},\
                        "percentage":{"target":12.345}}""");
    }

    @Test
    void touchesOnlyTheSectionsThatChange() {
        Document written = Sections.write(EMPTY, Settings.DEFAULTS, Settings.DEFAULTS.withPercentage(Share.of(25)));

        assertThat(written.sections().keySet()).containsExactly("percentage");
        assertThat(Sections.read(EMPTY)).isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void readsTheRollbackOfRoutingAlone() {
        Document document = with(
                "rollback",
                "{\"routing\": {\"state\": \"rolled_back\", \"epoch\": 7}, \"schema:x\": {\"state\": \"active\"}}");

        assertThat(Sections.rollback(document)).isEqualTo(new Snapshot.Rollback("rolled_back", 7));
        assertThat(Sections.rollback(with("rollback", "{\"schema:x\": {\"state\": \"rolled_back\"}}")))
                .isEqualTo(Snapshot.Rollback.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "|",
            quoteCharacter = '`',
            value = {
                "percentage|[]",
                "percentage|25",
                "percentage|{\"target\": \"25\"}",
                "percentage|{\"target\": 101}",
                "percentage|{\"target\": -1}",
                "percentage|{\"target\": 1e300}",
                "percentage|{\"target\": 0.0001}",
                "percentage|{\"target\": null}",
                "percentage|{\"target\": true}",
                "canary|{\"enabled\": \"true\"}",
                "canary|{\"enabled\": 1}",
                "canary|{\"samplePercentage\": 100.5}",
                "canary|{\"timeoutSeconds\": 0}",
                "canary|{\"timeoutSeconds\": 1e9}",
                "canary|{\"timeoutSeconds\": \"30\"}",
                "override|{}",
                "override|{\"mode\": \"LEGACY\", \"by\": \"a\", \"reason\": \"b\"}",
                "override|{\"mode\": \"legacy\", \"by\": \"\", \"reason\": \"b\"}",
                "override|{\"mode\": \"new\", \"by\": \"a\", \"reason\": \"b\", \"until\": \"tomorrow\"}",
                "override|{\"mode\": \"new\", \"by\": \"a\", \"reason\": \"b\", \"until\": 5}",
                "keys|{\"forced\": \"a\"}",
                "keys|{\"forced\": [1]}",
                "keys|{\"denied\": [\"\"]}",
                "options|{\"autoRollback\": 0}",
                "options|\"x\"",
                "breakerSettings|{\"errorThreshold\": 0}",
                "breakerSettings|{\"errorThreshold\": 5.5}",
                "breakerSettings|{\"errorThreshold\": 99999999999}",
                "breakerSettings|{\"errorWindowSeconds\": 0.5}",
                "breakerSettings|{\"recoverySeconds\": -1}",
                "rollback|[]",
                "rollback|{\"routing\": \"rolled_back\"}",
                "rollback|{\"routing\": {}}",
                "rollback|{\"routing\": {\"state\": 1}}",
                "rollback|{\"routing\": {\"state\": \"active\", \"epoch\": \"7\"}}"
            })
    void refusesASectionThatDoesNotFit(String section, String json) {
        Document document = with(section, json);

        assertThatThrownBy(() -> {
                    Sections.read(document);
                    Sections.rollback(document);
                })
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void saysWhichFieldDoesNotFit() {
        assertThatThrownBy(() -> Sections.read(with("percentage", "{\"target\": \"25\"}")))
                .hasMessage("percentage.target must be a number, but was \"25\"");
    }

    @Test
    void leavesWhatANewerVersionAddsAlone() {
        assertThat(Sections.read(with("percentage", "{\"target\": 5, \"later\": {}}"))
                        .percentage())
                .isEqualTo(Share.of(5));
    }

    private static Document with(String section, String json) {
        return EMPTY.with(section, StateJson.MAPPER.readTree(json));
    }

    private static Document throughText(Document document) {
        Document read = EMPTY;
        for (var section : document.sections().entrySet()) {
            read = read.with(
                    section.getKey(),
                    StateJson.MAPPER.readTree(section.getValue().toString()));
        }
        return read;
    }
}
