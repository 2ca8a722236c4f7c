/** X Window System protocol, X11R6.8: section 8 (connection setup) and appendix B (encoding). */
package dev.postern.wire.it.x11;
