package dev.switchback.canary.replay;

import dev.switchback.canary.tree.FileTree;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes requests or outputs as text and reads them again, so that they can be kept.
 *
 * <pre>{@code
 * SampleCodec<Order> orders = SampleCodec.ofJson(Order.class);
 * SampleCodec<Model> models = SampleCodec.of(Model::source, Model::new);
 * }</pre>
 *
 * <p>Thread-safe. What was decoded must be answered by both sides as what was encoded. No encoded text may have more
 * than 4 Mi characters; a kept sample is much smaller.
 *
 * @param <T> what is written; never null
 */
public interface SampleCodec<T> {

    /** The name of the only file of an output that is none. */
    String OUTPUT = "output";

    /**
     * Returns the value as text.
     *
     * @throws RuntimeException when it cannot be written ; then no sample of it is kept
     */
    String encode(T value);

    /**
     * Returns the value that was written so.
     *
     * @throws RuntimeException when the text is not one
     */
    T decode(String text);

    /** {@return the value as files, so that people see two of them beside each other; one file, {@code output}, by default} */
    default FileTree files(T value) {
        return FileTree.of(Map.of(OUTPUT, encode(value)));
    }

    /** {@return the codec of texts, which are written as they are} */
    static SampleCodec<String> ofText() {
        return of(text -> text, text -> text);
    }

    /**
     * Returns a codec that writes records and beans as JSON: without type names, at most 256 levels deep; on reading, a
     * property that the type does not have is an error.
     */
    static <T> SampleCodec<T> ofJson(Class<T> type) {
        return new JsonCodec<>(type);
    }

    /** {@return the codec of sets of files, each of which is kept whole, 4 MiB together} */
    static SampleCodec<FileTree> ofFiles() {
        return new FilesCodec();
    }

    /**
     * Returns a codec of two functions.
     *
     * @param encode what writes
     * @param decode what reads
     */
    static <T> SampleCodec<T> of(Function<? super T, String> encode, Function<String, ? extends T> decode) {
        return new SampleCodec<>() {

            @Override
            public String encode(T value) {
                return encode.apply(value);
            }

            @Override
            public T decode(String text) {
                return decode.apply(text);
            }
        };
    }
}
