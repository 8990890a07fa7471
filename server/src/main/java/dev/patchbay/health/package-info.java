/**
 * Probes: whether a service answers. Each runs on its own, all of them side by side; nothing here
 * knows what is probed, or what follows from the result.
 */
@NullMarked
package dev.patchbay.health;

import org.jspecify.annotations.NullMarked;
