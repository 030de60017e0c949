package dev.switchback.activemodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypeScriptTest {

    @Test
    void writesALiteralThatNoTextCanEnd() {
        assertThat(TypeScript.literal("it's a \\ \n \u2028 \u202e \ud800 📦 \u0000"))
                .isEqualTo("'it\\'s a \\\\ \\u000a \\u2028 \\u202e \\ud800 📦 \\u0000'");
        assertThat(TypeScript.literal("")).isEqualTo("''");
    }

    @Test
    void quotesAKeyOnlyIfItMust() {
        assertThat(TypeScript.key("class")).isEqualTo("class");
        assertThat(TypeScript.key("$a_1")).isEqualTo("$a_1");
        assertThat(TypeScript.key("1a")).isEqualTo("'1a'");
        assertThat(TypeScript.key("größe")).isEqualTo("'größe'");
    }

    @Test
    void doesNotSetAPrototype() {
        assertThat(TypeScript.objectKey("__proto__")).isEqualTo("['__proto__']");
        assertThat(TypeScript.objectKey("proto")).isEqualTo("proto");
    }

    @Test
    void writesACommentThatNoTextCanEnd() {
        assertThat(TypeScript.comment(" a */ b\nc\u2029d ")).isEqualTo("a *\\/ b c d");
    }
}
