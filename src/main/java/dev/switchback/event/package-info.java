/** What happened, told to whoever subscribed: the bus that carries events. Depends on {@code pipeline}. */
@NullMarked
package dev.switchback.event;

import org.jspecify.annotations.NullMarked;
