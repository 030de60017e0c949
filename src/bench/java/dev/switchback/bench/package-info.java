/**
 * What a call costs, ours and our neighbours', measured in one run. Depends on the door and on the libraries it is
 * measured beside; nothing depends on it, and no jar holds it.
 */
@NullMarked
package dev.switchback.bench;

import org.jspecify.annotations.NullMarked;
