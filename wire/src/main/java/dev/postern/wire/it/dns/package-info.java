/**
 * Names: DNS (RFC 1035, with types of RFC 3596 and RFC 2782), multicast DNS (RFC 6762, DNS-SD RFC 6763), LLMNR (RFC 4795) and the NetBIOS
 * name and datagram services (RFC 1001 section 14, RFC 1002 sections 4.2, 4.4). Sections read: RFC 1035 4.1 and 4.2.2, RFC 6762 18, RFC
 * 4795 2.1.
 */
package dev.postern.wire.it.dns;
