/**
 * Which command-line tools are on this machine: catalogue, PATH index, probes, cache. Plain JDK,
 * usable alone.
 */
@NullMarked
package dev.patchbay.detectors;

import org.jspecify.annotations.NullMarked;
