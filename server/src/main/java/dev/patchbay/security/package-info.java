/**
 * Who may talk to the hub: the access token, sessions, known hosts and origins, and workspace
 * roots.
 */
@NullMarked
package dev.patchbay.security;

import org.jspecify.annotations.NullMarked;
