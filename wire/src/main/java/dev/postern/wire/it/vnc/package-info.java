/** Remote framebuffer until the screen is shown: RFC 6143 sections 7.1 (version, security, result), 7.2 (security types) and 7.3 (initialisation). */
package dev.postern.wire.it.vnc;
