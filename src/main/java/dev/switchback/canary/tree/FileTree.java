package dev.switchback.canary.tree;

import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of files: relative paths such as {@code types/order-data.ts}, and what each file holds.
 *
 * <p>A path is of names between {@code /}; one that could lead out of its directory is refused. Of files read from a
 * disk, those above 1 MiB, and what goes beyond 64 MiB together, are kept as size and SHA-256 only.
 */
public final class FileTree {

    private final SortedMap<String, FileContent> files;

    private FileTree(SortedMap<String, FileContent> files) {
        this.files = Collections.unmodifiableSortedMap(files);
    }

    /**
     * Returns a tree of texts, in UTF-8.
     *
     * @throws InvalidValueException for a path that is not a plain relative one
     */
    public static FileTree of(Map<String, String> texts) {
        SortedMap<String, FileContent> files = new TreeMap<>();
        texts.forEach((path, text) ->
                files.put(TreePath.checked(path), new FileContent.Whole(text.getBytes(StandardCharsets.UTF_8))));
        return new FileTree(files);
    }

    /**
     * Returns a tree of files.
     *
     * @throws InvalidValueException for a path that is not a plain relative one
     */
    public static FileTree ofBytes(Map<String, byte[]> contents) {
        SortedMap<String, FileContent> files = new TreeMap<>();
        contents.forEach((path, bytes) -> files.put(TreePath.checked(path), new FileContent.Whole(bytes.clone())));
        return new FileTree(files);
    }

    /**
     * Reads every file under a directory, following no link inside it.
     *
     * @throws StagingException for a link, a device or the like, and for more than 10 000 files
     * @throws IOException when it cannot be read
     */
    public static FileTree read(Path directory) throws IOException {
        return new FileTree(TreeReader.read(directory.toRealPath()));
    }

    /** {@return every path, in order} */
    public SortedSet<String> paths() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(files.keySet()));
    }

    /** {@return whether there is such a file} */
    public boolean has(String path) {
        return files.containsKey(path);
    }

    /** {@return whether the bytes of the file are kept, not only its checksum} */
    public boolean isWhole(String path) {
        return content(path) instanceof FileContent.Whole;
    }

    /** {@return the size in bytes} */
    public long size(String path) {
        return content(path).size();
    }

    /** {@return the SHA-256 of the content, in hexadecimal} */
    public String checksum(String path) {
        return content(path).checksum();
    }

    /** {@return the bytes, empty if only the checksum is kept} */
    public Optional<byte[]> bytes(String path) {
        return content(path) instanceof FileContent.Whole whole ? Optional.of(whole.bytes()) : Optional.empty();
    }

    /** {@return the text, empty if the file is not UTF-8 or only its checksum is kept} */
    public Optional<String> text(String path) {
        return content(path) instanceof FileContent.Whole whole ? whole.text() : Optional.empty();
    }

    /** {@return whether the file is the same byte for byte in both trees, which both have it} */
    public boolean sameContent(String path, FileTree other) {
        return content(path).same(other.content(path));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileTree tree
                && files.keySet().equals(tree.files.keySet())
                && files.keySet().stream().allMatch(path -> sameContent(path, tree));
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (Map.Entry<String, FileContent> file : files.entrySet()) {
            hash = 31 * hash
                    + file.getKey().hashCode()
                    + Long.hashCode(file.getValue().size());
        }
        return hash;
    }

    @Override
    public String toString() {
        return files.keySet().toString();
    }

    private FileContent content(String path) {
        FileContent content = files.get(path);
        if (content == null) {
            throw InvalidValueException.of("path", "one of the tree", path);
        }
        return content;
    }
}
