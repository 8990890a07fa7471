/**
 * Measures the hub from outside, as its users meet it, and beside it a raw reader in C and ttyd
 * where this machine has them. {@link dev.patchbay.bench.Main} runs the {@link
 * dev.patchbay.bench.Benchmark}s by name and prints one table.
 */
@NullMarked
package dev.patchbay.bench;

import org.jspecify.annotations.NullMarked;
