package dev.switchback.canary.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Nested
    class APathPattern {

        private static boolean matches(String pattern, String path) {
            return new PathPattern(pattern).matches(path);
        }

        @Test
        void namesWholePaths() {
            assertThat(matches("a.b", "a.b")).isTrue();
            assertThat(matches("a.b", "acb")).isFalse();
            assertThat(matches("a", "a/b")).isFalse();
        }

        @Test
        void namesOneNameByAStarAndAnyDepthByTwo() {
            assertThat(matches("*.ts", "a.ts")).isTrue();
            assertThat(matches("*.ts", "a/b.ts")).isFalse();
            assertThat(matches("**.ts", "a/b.ts")).isTrue();
            assertThat(matches("a/*/b*", "a/x/bc")).isTrue();
            assertThat(matches("a/**/b*", "a/x/y/b")).isTrue();
            assertThat(matches("a/**/b*", "a/x/y/b/c")).isFalse();
            assertThat(matches("*/**x", "a/b/cx")).isTrue();
        }

        @Test
        void isRefusedUnlessItCanBeOne() {
            assertThat(new PathPattern("a".repeat(200)).matches("a".repeat(200)))
                    .isTrue();
            for (String bad : new String[] {null, "", " ", "a".repeat(201), "a\nb", "a***"}) {
                assertThatThrownBy(() -> new PathPattern(bad)).as(bad).hasMessageStartingWith("path must be ");
            }
        }
    }

    @Nested
    class APointerPattern {

        private static boolean matches(String pattern, String pointer) {
            return pointer.matches(PointerPattern.expression(PointerPattern.checked("place", pattern)));
        }

        @Test
        void namesOneNameByAStarAndAnyDepthByTwo() {
            assertThat(matches("", "")).isTrue();
            assertThat(matches("", "/a")).isFalse();
            assertThat(matches("/a*/b", "/ab/b")).isTrue();
            assertThat(matches("/a*/b", "/a/c/b")).isFalse();
            assertThat(matches("/**/b", "/b")).isTrue();
            assertThat(matches("**/b", "/a/c/b")).isTrue();
            assertThat(matches("/a.b", "/acb")).isFalse();
            assertThat(matches("/a/", "/a/")).as("a name may be empty").isTrue();
        }

        @Test
        void isRefusedUnlessItCanBeOne() {
            String longest = "/" + "a".repeat(199);
            assertThat(PointerPattern.checked("place", longest)).isEqualTo(longest);
            assertThat(PointerPattern.checked("place", "**")).isEqualTo("/**");
            for (String bad : new String[] {null, "a", longest + "a", "/\n", "/a**", "/~2"}) {
                assertThatThrownBy(() -> PointerPattern.checked("place", bad))
                        .as(bad)
                        .hasMessageStartingWith("place must be empty or a JSON pointer of at most 200 characters");
            }
        }
    }

    @Nested
    class AFingerprint {

        @Test
        void isReadAsItIsWritten() {
            Fingerprint read = Fingerprint.parse(" 0123456789AB\n");

            assertThat(read).isEqualTo(new Fingerprint("0123456789ab")).hasToString("0123456789ab");
            for (String bad : new String[] {null, "", "0123456789a", "0123456789ag", "0123456789abc"}) {
                assertThatThrownBy(() -> Fingerprint.parse(bad)).as(bad).hasMessageStartingWith("fingerprint must be ");
            }
            assertThatThrownBy(() -> new Fingerprint("0123456789AB")).hasMessageStartingWith("fingerprint must be ");
        }

        @Test
        void isTheSameForEver() {
            Discrepancy found = Discrepancy.of(DiscrepancyType.FILE_CONTENT, "a", "differs");

            assertThat(found.fingerprint().text()).isEqualTo("fb4fb5f22971");
            assertThat(Fingerprint.hash("a", "bc")).isNotEqualTo(Fingerprint.hash("ab", "c"));
        }

        @Test
        void comesInTheOrderOfItsText() {
            assertThat(new Fingerprint("000000000001")).isLessThan(new Fingerprint("000000000002"));
        }
    }

    @Nested
    class AValue {

        @Test
        void isShownUpToFourHundredCharacters() {
            assertThat(Shown.cut("a".repeat(400))).isEqualTo("a".repeat(400));
            assertThat(Shown.cut("a".repeat(401))).isEqualTo("a".repeat(400) + "...");
        }

        @Test
        void isNotCutWithinACharacter() {
            assertThat(Shown.cut("a".repeat(399) + "\uD83D\uDE00")).isEqualTo("a".repeat(399) + "...");
            assertThat(Shown.cut("a".repeat(398) + "\uD83D\uDE00b")).isEqualTo("a".repeat(398) + "\uD83D\uDE00...");
        }

        @Test
        void isShownByItsTypeWhereItsTextFails() {
            Object broken = new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("no");
                }
            };

            assertThat(Shown.value(broken))
                    .isEqualTo(broken.getClass().getName() + " (its toString threw java.lang.IllegalStateException)");
            assertThat(Shown.value(null)).isEqualTo("null");
        }
    }
}
