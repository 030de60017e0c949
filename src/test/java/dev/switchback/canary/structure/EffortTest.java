package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EffortTest {

    @Test
    void isTooMuchOneStepAfterTheLast() {
        Effort effort = new Effort(2);
        effort.step();

        assertThatCode(effort::step).doesNotThrowAnyException();
        assertThatThrownBy(effort::step)
                .isInstanceOf(Effort.TooMuchException.class)
                .hasMessage("took more than 2 steps");
    }

    @Test
    void allowsGuessesUntilTheirLooksAreSpent() {
        Effort effort = new Effort();

        assertThat(effort.mayGuess(99_999_998)).isTrue();
        assertThat(effort.mayGuess(1)).as("one is left").isTrue();
        assertThat(effort.mayGuess(1)).as("none is left").isFalse();
        assertThat(effort.mayGuess(1_000)).as("more than was ever left").isFalse();
    }
}
