@NullMarked
package dev.patchbay.health;

import org.jspecify.annotations.NullMarked;
