package dev.switchback.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else said, as it may stand in an event: one line, without colours and other commands to a terminal,
 * without passwords and tokens, and not endless.
 *
 * <p>Taken out are the user and the settings of URLs, the paths of webhooks, what follows a word such as
 * {@code password}, {@code token} or {@code aws.secretKey}, and credentials of HTTP. A secret that looks like any other
 * word cannot be known.
 */
public final class CleanText {

    private static final int READ = 16_384;
    private static final int SHOWN = 1_000;
    private static final String HIDDEN = "***";

    /** ECMA-48: control sequences, operating system commands with their end, and other escapes of two characters. */
    private static final Pattern ANSI = Pattern.compile(
            "(?:\\x1B\\[|\\x9B)[0-?]*+[ -/]*+[@-~]?|\\x1B\\][^\\x07\\x1B]*+(?:\\x07|\\x1B\\\\)?|\\x1B[@-Z\\\\^_]?");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\p{Cf}\\x{2028}\\x{2029}]++");
    /** A password may hold {@code @} and {@code /}, so that it ends with the last {@code @}; a port is none. */
    private static final Pattern PASSWORD =
            Pattern.compile("(?<=://)[^\\s/@:'\"]{0,200}+:(?![0-9]{1,5}[/?#])[^\\s'\"]{0,512}@");

    private static final Pattern USER = Pattern.compile("(?<=://)[^\\s/'\"]{1,512}@");

    /** User and password of Oracle's thin driver stand where others have their host. */
    private static final Pattern THIN_USER =
            Pattern.compile("(jdbc:[a-z0-9:]{1,40}:)[^\\s/@:'\"]{1,200}/[^\\s'\"]{1,200}@");

    private static final Pattern SETTINGS = Pattern.compile("((?:jdbc:|https?://)[^\\s?;'\"]{1,512}+[?;])[^\\s'\")]++");

    /** In quotes of either kind, or in those of JSON within a text of JSON: up to the first one that is not escaped. */
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"?|'(?:[^'\\\\]|\\\\.|'')*+'?"
            + "|\\\\\"(?:[^\"\\\\]|\\\\\\\\\\\\\"|\\\\[^\"])*+(?:\\\\\")?";

    private static final Pattern NAMED = Pattern.compile(
            "(?i)([\\w.-]{0,40}?(?:passw(?:or)?d|passphrase|pwd|token|api[_-]?key|access[_-]?key|credentials?"
                    + "|(?:secret|private[_-]?key)(?:[_.-][\\w.-]{1,40}|(?:key|value|id|string|text)[\\w.-]{0,40})?))"
                    + "(\\\\?[\"']?\\s{0,3}(?:=>|[:=]|\\bis\\b)\\s{0,3})(?:" + QUOTED + "|[^\\s,;)}\\]&\"']++)");

    private static final Pattern SPOKEN = Pattern.compile("(?i)\\b(password|identified by)\\s{1,3}(?:" + QUOTED + ")");
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)\\b(bearer|basic)\\s{1,3}[A-Za-z0-9._~+/=-]{6,}+");

    /** There are more schemes than can be named, so that the word after an unknown one is hidden with it. */
    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?i)\\b(authorization\\\\?[\"']?\\s{0,3}[:=]\\s{0,3}\\[?\\\\?[\"']?"
                    + "(?:(?:bearer|basic|token|digest|negotiate)\\s{1,3})?+)"
                    + "(?:[\\w-]{1,40}+\\s{1,3})?+[^\\s,;)}\\]\"'\\\\]++");

    private static final Pattern CURL_USER = Pattern.compile("(?<![\\w-])(-u\\s{0,3}|--(?:proxy-)?user(?:=|\\s{1,3}))"
            + "(?:\"[^\\s:\"]{1,100}+:[^\"]*+\"?|'[^\\s:']{1,100}+:[^']*+'?|[^\\s:'\"]{1,100}+:(?!//)[^\\s'\"]++)");

    /** Whoever knows the path of a webhook may post to it. */
    private static final Pattern HOOK = Pattern.compile("(?i)(https?://(?:hooks?\\.[^\\s/'\"]{1,200}+/"
            + "|[^\\s/'\"?#]{1,200}+/(?=(?:[^\\s'\"?#]{0,512}/)?(?:webhook|hooks/))))[^\\s'\"]++");

    private CleanText() {}

    /** {@return the text cleaned, at most 1000 characters of it; {@code null} becomes empty} */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String read = text.length() > READ ? text.substring(0, READ) : text;
        String plain = INVISIBLE.matcher(ANSI.matcher(read).replaceAll("")).replaceAll(" ");
        String hidden = secretless(plain).strip();
        return hidden.length() <= SHOWN ? hidden : cut(hidden) + "...";
    }

    /** {@return the text with its secrets hidden, and otherwise as it is, however long} */
    public static String secretless(String text) {
        String urls = PASSWORD.matcher(text).replaceAll(HIDDEN + "@");
        urls = USER.matcher(urls).replaceAll(HIDDEN + "@");
        urls = THIN_USER.matcher(urls).replaceAll("$1" + HIDDEN + "@");
        urls = HOOK.matcher(SETTINGS.matcher(urls).replaceAll("$1...")).replaceAll("$1...");
        String named = AUTHORIZATION.matcher(urls).replaceAll("$1" + HIDDEN);
        named = CURL_USER.matcher(named).replaceAll("$1" + HIDDEN);
        named = CREDENTIALS.matcher(named).replaceAll("$1 " + HIDDEN);
        named = NAMED.matcher(named).replaceAll("$1$2" + HIDDEN);
        return SPOKEN.matcher(named).replaceAll("$1 " + HIDDEN);
    }

    /** A pair of surrogates is one character. */
    private static String cut(String text) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN);
    }
}
