/**
 * Ready subscribers, which tell people and files what happened: an audit log, a webhook, the log of the application, the
 * flight recorder of the JVM. Depends on {@code pipeline}, {@code event} and {@code health}.
 */
@NullMarked
package dev.switchback.notify;

import org.jspecify.annotations.NullMarked;
