package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.switchback.canary.text.TokenChanges.Change;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TokenChangesTest {

    private static final GeneralForm FORM = new GeneralForm(CommentSyntax.C_LIKE, Set.of("keys"));

    private static TokenChanges changes(String legacy, String replacement) {
        return TokenChanges.of(legacy, replacement, CommentSyntax.C_LIKE, FORM);
    }

    private static List<String> general(String legacy, String replacement) {
        return changes(legacy, replacement).changes().stream()
                .map(Change::general)
                .toList();
    }

    @Nested
    class KnowWhere {

        @Test
        void eachChangeIsOnBothSides() {
            assertThat(changes("a = 1 + b;", "aa = 1 + c;").changes())
                    .extracting(Change::inLegacy, Change::inNew)
                    .containsExactly(tuple(0, 0), tuple(8, 9));
        }

        @Test
        void theLastTokenIsIfMoreComesBehindIt() {
            assertThat(changes("a b", "a b cc").changes())
                    .extracting(Change::inLegacy, Change::inNew)
                    .containsExactly(tuple(2, 4));
            assertThat(changes("a b cc", "a b").changes())
                    .extracting(Change::inLegacy, Change::inNew)
                    .containsExactly(tuple(4, 2));
            assertThat(changes("", "a").changes())
                    .extracting(Change::inLegacy, Change::inNew)
                    .containsExactly(tuple(0, 0));
        }

        @Test
        void theLineDiffersAndWhatItHasBeside() {
            assertThat(changes("a = 1 + b;", "a = 2 + c;").spot()).isEqualTo("a = ~ + ~ ;");
            assertThat(changes("a  b", "a b")).isEqualTo(new TokenChanges(List.of(new Change("spacing", 0, 0)), "a b"));
        }
    }

    @Nested
    class NameEachElement {

        @Test
        void ofAListByItselfButNotWhatIsInIt() {
            assertThat(general("f(a)", "f(a, g(b, c), 'd')"))
                    .containsExactly("absent -> name(...)", "absent -> 'text'");
            assertThat(general("f(a, [b, 1], 'd')", "f(a)")).containsExactly("[...] -> absent", "'text' -> absent");
        }

        @Test
        void onlyOnce() {
            assertThat(general("f(a)", "f(a, 'b', 'c')")).containsExactly("absent -> 'text'");
        }

        @Test
        void alsoBehindABracketThatClosesWhatIsNotInIt() {
            assertThat(general("f(a", "f(a), 'b', 1"))
                    .containsExactly("absent -> )", "absent -> 'text'", "absent -> 123");
        }

        @Test
        void orTheCommaIfThereIsNothingElse() {
            assertThat(general("f(a)", "f(a,)")).containsExactly("absent -> ,");
        }

        @Test
        void behindTheKeyThatHoldsIt() {
            assertThat(general("{keys: ['a']}", "{keys: ['a', 'b']}")).containsExactly("keys: absent -> 'text'");
        }
    }

    @Nested
    class TellThatAValueMayBeAbsent {

        @Test
        void apartFromWhatElseBecameOfIt() {
            assertThat(general("a: string", "a: Date | null")).containsExactly("string -> Date", "absent -> | null");
            assertThat(general("a: Date | undefined", "a: string"))
                    .containsExactly("Date -> string", "| undefined -> absent");
        }

        @Test
        void onlyOfAValue() {
            assertThat(general("a b", "a | null")).containsExactly("name -> | null");
            assertThat(general("a: string | null", "a: Date | undefined"))
                    .containsExactly("string -> Date", "null -> undefined");
            assertThat(general("a: string", "a: 'b' | 'c'")).containsExactly("string -> 'text' | ...");
            assertThat(general("a: string", "a: b & null")).containsExactly("string -> name & null");
        }
    }

    @Test
    void nameALineThatOnlyOneSideHas() {
        assertThat(TokenChanges.alone("keys: [a],", true, CommentSyntax.C_LIKE, FORM))
                .isEqualTo("keys: [...] -> absent");
        assertThat(TokenChanges.alone("keys: [a],", false, CommentSyntax.C_LIKE, FORM))
                .isEqualTo("absent -> keys: [...]");
    }
}
