package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.text.Tokens.Token;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GeneralFormTest {

    private static final String FORTY_WORDS =
            "abstract any as async await bigint boolean break byte case catch char class "
                    + "const constructor continue declare default delete do double else enum export extends false final finally "
                    + "float fn for from func function get if implements import in instanceof";

    private final GeneralForm form = new GeneralForm(CommentSyntax.C_LIKE, Set.of("keys", "hasMany"));

    private static List<Token> tokens(String text) {
        return Tokens.of(text, CommentSyntax.C_LIKE);
    }

    private String of(String text) {
        return form.of(tokens(text));
    }

    private String outline(String line) {
        return form.outline(tokens(line));
    }

    @Test
    void saysWhichTokensAreContent() {
        assertThat(tokens("secret 'a' 1 hasMany string ("))
                .extracting(form::isContent)
                .containsExactly(true, true, true, false, false, false);
    }

    @Nested
    class OfAPiece {

        @Test
        void showsNoPayload() {
            assertThat(of("secret = hasMany('x', 1) + secret[]")).isEqualTo("name = hasMany('text', 123) + name[]");
            assertThat(of("string[][] keys[]")).isEqualTo("string[][] keys[]");
            assertThat(of("\u2192 ~")).isEqualTo("sign ~");
        }

        @Test
        void callsNamesWordsInPlainTextAndKnowsNoneOfThem() {
            GeneralForm plain = new GeneralForm(CommentSyntax.NONE, Set.of());

            assertThat(plain.of(tokens("return string"))).isEqualTo("word");
        }

        @Test
        void knowsTheWordsOfEachLanguageAndThoseOfSqlInAnyCase() {
            GeneralForm sql = new GeneralForm(CommentSyntax.SQL, Set.of());
            GeneralForm hash = new GeneralForm(CommentSyntax.HASH, Set.of());

            assertThat(sql.of(tokens("SELECT a; lambda"))).isEqualTo("SELECT name; name");
            assertThat(hash.of(tokens("lambda a; select"))).isEqualTo("lambda name; name");
        }

        @Test
        void separatesWhatIsApart() {
            assertThat(of("!a.b ? c : d;")).isEqualTo("!name.name? name: name;");
            assertThat(of("if (a) [b]")).isEqualTo("if(name) [name]");
            assertThat(of("(a")).isEqualTo("(name");
        }
    }

    @Nested
    class Repetitions {

        @Test
        void areLeftOutOfUpToEightForms() {
            assertThat(of("a b c")).isEqualTo("name");
            assertThat(of("1 + 'a' * ".repeat(3) + "1")).isEqualTo("123 + 'text' * 123");
            assertThat(of("if for do try in is of as ".repeat(2))).isEqualTo("if for do try in is of as");
            assertThat(of("if for do try in is of as get ".repeat(2)))
                    .isEqualTo("if for do try in is of as get if for do try in is of as get");
        }

        @Test
        void areDotsInAListOrAChoice() {
            assertThat(of("'a' | 'b' | 'c'")).isEqualTo("'text' | ...");
            assertThat(of("1, 2")).isEqualTo("123, ...");
            assertThat(of("1 + 2")).isEqualTo("123 + 123");
            assertThat(of("1, 'a'")).isEqualTo("123, 'text'");
        }
    }

    @Nested
    class OfMoreThanFortyForms {

        @Test
        void showsFortyAndThatThereAreMore() {
            assertThat(of(FORTY_WORDS)).isEqualTo(FORTY_WORDS);
            assertThat(of(FORTY_WORDS + " int")).isEqualTo(FORTY_WORDS + " ...");
            assertThat(of(FORTY_WORDS + " int is let")).isEqualTo(FORTY_WORDS + " ...");
        }

        @Test
        void endsABlockOnlyIfItIsShown() {
            String shown = FORTY_WORDS.replace(" instanceof", "");

            assertThat(outline(shown + " {")).isEqualTo(shown + " {...}");
            assertThat(outline(FORTY_WORDS + " {")).isEqualTo(FORTY_WORDS + " ...");
            assertThat(outline(FORTY_WORDS + " int {")).as("once an exception").isEqualTo(FORTY_WORDS + " ...");
        }
    }

    @Nested
    class OutlineOfALine {

        @Test
        void leavesOutWhatIsInBrackets() {
            assertThat(outline("f(a, [b]) { c }")).isEqualTo("name(...) {...}");
            assertThat(outline("class A {")).isEqualTo("class name {...}");
            assertThat(outline("f(a, (b")).isEqualTo("name(...)");
            assertThat(outline("[1], [2]")).isEqualTo("[...], ...");
            assertThat(outline(") a")).isEqualTo(") name");
        }

        @Test
        void ofAPropertyIsItsKeyOrTheNamedWordThatItsValueBeginsWith() {
            assertThat(outline("keys: [a],")).isEqualTo("keys: [...]");
            assertThat(outline("keys?: 'a'")).isEqualTo("keys: 'text'");
            assertThat(outline("a: hasMany(b)")).isEqualTo("name: hasMany...");
            assertThat(outline("a: b")).isEqualTo("name: ...");
            assertThat(outline("a:")).isEqualTo("name: ...");
            assertThat(outline("a ? b : 'c'")).isEqualTo("name? name: 'text'");
            assertThat(outline("}: 'a'")).isEqualTo("}: 'text'");
        }

        @Test
        void leavesOutTheCommaAtTheEndButNotAloneOne() {
            assertThat(outline("'a',")).isEqualTo("'text'");
            assertThat(outline(",")).isEqualTo(",");
        }
    }

    @Nested
    class ContextOfAPlace {

        /** The context of the {@code x} in a line. */
        private String around(String line) {
            List<Token> tokens = tokens(line);
            return form.context(
                    tokens, tokens.stream().map(Token::text).toList().indexOf("x"));
        }

        @Test
        void isTheNamedKeyOfTheValueItIsIn() {
            assertThat(around("keys: x")).isEqualTo("keys: ");
            assertThat(around("keys?: x")).isEqualTo("keys: ");
            assertThat(around("keys: ['a', x]")).isEqualTo("keys: ");
            assertThat(around("{a: 1, keys: {b: x}}")).as("b may be payload").isEqualTo("keys: ");
            assertThat(around("keys: {hasMany: x}")).isEqualTo("hasMany: ");
        }

        @Test
        void isNotTheKeyOfAnotherValue() {
            assertThat(around("keys: 1, x")).isEmpty();
            assertThat(around("keys: 1; x")).isEmpty();
            assertThat(around("keys: 1, f(a) + x")).isEmpty();
            assertThat(around("keys: a, b: x")).isEmpty();
            assertThat(around("keys: a: x"))
                    .as("the key nearest to it is another")
                    .isEmpty();
            assertThat(around("{keys: a} + x")).isEmpty();
        }

        @Test
        void looksPastBracketsThatAreClosedBefore() {
            assertThat(around("keys: f(a, b; c) + x")).isEqualTo("keys: ");
            assertThat(around("keys: f({hasMany: 1}) + x")).isEqualTo("keys: ");
            assertThat(around("keys: f(hasMany: g(1)) + x")).isEqualTo("keys: ");
        }

        @Test
        void isNoneWithoutAKey() {
            assertThat(around("x")).isEmpty();
            assertThat(around(": x")).isEmpty();
            assertThat(around("?: x")).isEmpty();
            assertThat(around("keys x")).isEmpty();
        }

        @Test
        void isThatAroundTheListAtACommaAndAtTheEndOfTheLine() {
            List<Token> line = tokens("keys: ['a', 'b']");

            assertThat(form.context(line, 4)).as("at the comma").isEqualTo("keys: ");
            assertThat(form.context(tokens("keys: 'a', b"), 3))
                    .as("at the comma")
                    .isEmpty();
            assertThat(form.context(tokens("keys: 'a'"), 3)).as("at the end").isEqualTo("keys: ");
        }
    }
}
