/**
 * Interior routing: OSPF versions 2 and 3 (RFC 2328 appendix A.3, RFC 5340 appendix A.3; IP protocol 89) and EIGRP (RFC 7868 section 6; IP
 * protocol 88); of groups, PIM version 2 (RFC 7761 section 4.9; IP protocol 103). Who is a neighbour of whom; routes themselves are not read.
 */
package dev.postern.wire.it.routing;
