/** What is known of command-line tools, before any of them is looked for. */
@NullMarked
package dev.patchbay.detectors.catalogue;

import org.jspecify.annotations.NullMarked;
