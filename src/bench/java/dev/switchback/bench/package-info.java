/**
 * What a call and a durable event cost, ours and our neighbours', measured in one run. Depends on the door, on the state
 * files and on the libraries it is measured beside; nothing depends on it, and no jar holds it.
 */
@NullMarked
package dev.switchback.bench;

import org.jspecify.annotations.NullMarked;
