/**
 * State kept in a directory of files: the journal, and one document for each migration beside it. Depends on
 * {@code pipeline}, {@code event}, {@code health}, {@code journal}, {@code state} and {@code state.view}.
 */
@NullMarked
package dev.switchback.state.files;

import org.jspecify.annotations.NullMarked;
