/** Readers and matchers for what somebody else wrote: each has a bound on bytes or on time. */
@NullMarked
package dev.patchbay.bounded;

import org.jspecify.annotations.NullMarked;
