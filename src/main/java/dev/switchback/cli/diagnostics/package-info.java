/**
 * The command that packs all that a ticket needs, without secrets. Depends on {@code cli.shell}, {@code event}, {@code flags},
 * {@code fleet}, {@code state} and, for what other commands say, on whoever runs them.
 */
@NullMarked
package dev.switchback.cli.diagnostics;

import org.jspecify.annotations.NullMarked;
