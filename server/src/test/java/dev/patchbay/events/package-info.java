@NullMarked
package dev.patchbay.events;

import org.jspecify.annotations.NullMarked;
