/** Sets of files: in memory, staged beside their target, committed whole. Depends on {@code pipeline}. */
@NullMarked
package dev.switchback.canary.tree;

import org.jspecify.annotations.NullMarked;
