/** HTTP/2 in clear, with prior knowledge: RFC 9113 sections 3.3, 4, 6 and 8 (frames, messages), RFC 7541 (HPACK, with appendices A and B). */
package dev.postern.wire.it.http2;
