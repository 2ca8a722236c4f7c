/**
 * QUIC up to the hellos: RFC 9000 sections 12, 16, 17 and 19 (packets, variable-length integers, headers, frames), RFC 9001 section 5
 * (Initial keys, header protection), RFC 9369 (version 2), RFC 8999 (what no version changes); draft-ietf-quic-transport-29. What an Initial
 * packet carries is protected with keys that anyone can derive from its header; nothing after it can be read.
 */
package dev.postern.wire.it.quic;
