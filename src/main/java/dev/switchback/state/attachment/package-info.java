/**
 * Large things that are kept beside the documents, and are no part of what is true. Depends on {@code pipeline} and
 * {@code state}.
 */
@NullMarked
package dev.switchback.state.attachment;

import org.jspecify.annotations.NullMarked;
