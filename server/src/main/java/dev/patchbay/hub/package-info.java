/**
 * Where the hub is put together: the only place that constructs, starts in order and stops in
 * reverse.
 */
@NullMarked
package dev.patchbay.hub;

import org.jspecify.annotations.NullMarked;
