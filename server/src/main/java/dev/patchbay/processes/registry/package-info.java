/** What ever ran, on the disk: it survives the hub's being killed, and a disk that is full. */
@NullMarked
package dev.patchbay.processes.registry;

import org.jspecify.annotations.NullMarked;
