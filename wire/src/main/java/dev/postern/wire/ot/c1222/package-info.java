/**
 * Meter communication over networks, ANSI C12.22-2012: ACSE and EPSEM (clause 5), services of EPSEM with those of C12.18 (clause 5.3.2.4); procedures
 * of ANSI C12.19-2012 table 7. Over TCP and UDP as RFC 6142 has it.
 */
package dev.postern.wire.ot.c1222;
