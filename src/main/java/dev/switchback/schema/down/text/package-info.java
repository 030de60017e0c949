/**
 * Parts of statements that are the same for every kind of object: names, words, options, and which object is which.
 * Depends on {@code schema.catalog}.
 */
@NullMarked
package dev.switchback.schema.down.text;

import org.jspecify.annotations.NullMarked;
