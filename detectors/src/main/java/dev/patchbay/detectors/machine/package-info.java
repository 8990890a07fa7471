/** What of the machine decides which program a name stands for, and whose that program is. */
@NullMarked
package dev.patchbay.detectors.machine;

import org.jspecify.annotations.NullMarked;
