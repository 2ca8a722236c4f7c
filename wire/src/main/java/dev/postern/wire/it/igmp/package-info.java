/** Group membership of IPv4: IGMP versions 1 to 3 (RFC 1112, RFC 2236 section 2, RFC 3376 section 4), IP protocol 2. */
package dev.postern.wire.it.igmp;
