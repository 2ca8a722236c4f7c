/**
 * Routers that stand in for each other: VRRP versions 2 and 3 (RFC 3768 section 5, RFC 5798 section 5; IP protocol 112) and HSRP versions 1
 * and 2 (RFC 2281 section 5; the TLVs of version 2 as tshark names them; UDP 1985, 2029).
 */
package dev.postern.wire.it.gateway;
