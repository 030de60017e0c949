package dev.switchback.canary.compare;

import java.util.regex.Pattern;

/** The message of an error without what differs from run to run: numbers, identities and addresses. */
final class ErrorPattern {

    private static final Pattern UUID = Pattern.compile("\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");
    private static final Pattern HEX =
            Pattern.compile("\\b0[xX]\\p{XDigit}+\\b|@\\p{XDigit}{4,}\\b|\\b(?=\\p{XDigit}*\\d)\\p{XDigit}{8,}\\b");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private ErrorPattern() {}

    static boolean same(Throwable legacy, Throwable replacement) {
        return legacy.getClass().getName().equals(replacement.getClass().getName())
                && of(legacy).equals(of(replacement));
    }

    private static String of(Throwable error) {
        String message = String.valueOf(error.getMessage());
        String withoutUuids = UUID.matcher(message).replaceAll("<uuid>");
        String withoutHex = HEX.matcher(withoutUuids).replaceAll("<hex>");
        return DIGITS.matcher(withoutHex).replaceAll("<n>");
    }
}
