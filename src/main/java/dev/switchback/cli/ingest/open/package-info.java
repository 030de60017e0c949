/**
 * A queue as the commands open it, and how they speak of it. Depends on {@code ingest.queue}, {@code ingest.table},
 * {@code jdbc} and {@code cli.shell}.
 */
@NullMarked
package dev.switchback.cli.ingest.open;

import org.jspecify.annotations.NullMarked;
