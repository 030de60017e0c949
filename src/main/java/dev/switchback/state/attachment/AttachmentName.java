package dev.switchback.state.attachment;

import dev.switchback.pipeline.InvalidValueException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for what is attached to a migration; a name may become that of a file. */
public final class AttachmentName {

    private static final Pattern RULE = Pattern.compile("[a-z0-9-]{1,64}");

    private AttachmentName() {}

    /** {@return whether it is a name} */
    public static boolean isName(@Nullable String name) {
        return name != null && RULE.matcher(name).matches();
    }

    /**
     * Returns the name if it is one.
     *
     * @throws InvalidValueException if it is not 1 to 64 of the characters a-z, 0-9 and -
     */
    public static String checked(@Nullable String name) {
        InvalidValueException.unless(isName(name), "attachment", "1 to 64 characters of a-z, 0-9 and -", name);
        return String.valueOf(name);
    }

    /**
     * Returns the content if it may be kept.
     *
     * @throws InvalidValueException if it is larger than {@value Attachments#LARGEST} bytes
     */
    public static byte[] sized(byte[] content) {
        InvalidValueException.unless(
                content.length <= Attachments.LARGEST,
                "content",
                "at most %d bytes".formatted(Attachments.LARGEST),
                content.length);
        return content;
    }
}
