/** The commands about who is told what happens. Depends on {@code cli.shell}, {@code event} and {@code notify}. */
@NullMarked
package dev.switchback.cli.notify;

import org.jspecify.annotations.NullMarked;
