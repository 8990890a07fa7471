@NullMarked
package dev.patchbay.hub;

import org.jspecify.annotations.NullMarked;
