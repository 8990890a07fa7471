/** What happened in the hub, kept for a while so that who was away can catch up. */
@NullMarked
package dev.patchbay.events;

import org.jspecify.annotations.NullMarked;
