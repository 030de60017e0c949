package dev.switchback.journal;

/**
 * Something wrong with the history on disk.
 *
 * @param file the file's name
 * @param offset where in the file
 * @param what a sentence
 */
public record Problem(String file, long offset, String what) {}
