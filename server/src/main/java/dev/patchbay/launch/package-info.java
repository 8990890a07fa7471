/** Tools become terminals here: launched, installed, brought up to date. */
@NullMarked
package dev.patchbay.launch;

import org.jspecify.annotations.NullMarked;
