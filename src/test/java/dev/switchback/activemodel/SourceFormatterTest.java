package dev.switchback.activemodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceFormatterTest {

    @Test
    void indentsByOpenBracketsOutsideLiteralsAndComments() {
        assertThat(SourceFormatter.format("f({\n/**\n* a { b\n*/\na: '({[\\'',\nb: {\nc: 1,\n},\n});\nd;"))
                .isEqualTo("f({\n  /**\n   * a { b\n   */\n  a: '({[\\'',\n  b: {\n    c: 1,\n  },\n});\nd;\n");
    }

    @Test
    void leavesOneEmptyLineAtMostAndOneLineEnd() {
        assertThat(SourceFormatter.format("\n\na;  \n \n\nb;\n\n\n")).isEqualTo("a;\n\nb;\n");
    }

    @Test
    void breaksALongUnionAtItsOwnBarsOnly() {
        String label = "'" + "x".repeat(60) + " | y'";

        assertThat(SourceFormatter.format("{\nkey: %s | ('a' | %s)[] | null;\n}".formatted(label, label)))
                .isEqualTo("{\n  key:\n    | %s\n    | ('a' | %s)[]\n    | null;\n}\n".formatted(label, label));
    }

    @Test
    void breaksALongImport() {
        String name = "N".repeat(80);

        assertThat(SourceFormatter.format("import type { %s, Second } from './a';".formatted(name)))
                .isEqualTo("import type {\n  %s,\n  Second,\n} from './a';\n".formatted(name));
    }

    @Test
    void leavesALongLineThatIsNeitherAsItIs() {
        String line = "f(%s);".formatted("x".repeat(120));

        assertThat(SourceFormatter.format(line)).isEqualTo(line + "\n");
    }
}
