/** A directory of plain files that only its owner gets at, and the lock between processes. Depends on nothing. */
@NullMarked
package dev.switchback.journal.disk;

import org.jspecify.annotations.NullMarked;
