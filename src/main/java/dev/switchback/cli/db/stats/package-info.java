/** The command that counts rollbacks of database migrations. Depends on {@code cli.shell}, {@code schema} and {@code state}. */
@NullMarked
package dev.switchback.cli.db.stats;

import org.jspecify.annotations.NullMarked;
