/**
 * The hub on the network: routes, the OpenAPI contract, the stream socket and its frames,
 * problem+json. The only place with Vert.x Web types. Event loops decode, authorise, enqueue and
 * write; what may block runs on virtual threads.
 */
@NullMarked
package dev.patchbay.http;

import org.jspecify.annotations.NullMarked;
