/**
 * GE Ethernet Global Data, production data PDU, after GE Fanuc GFK-2224 ("TCP/IP Ethernet Communications for PACSystems", chapter on EGD) and
 * GFK-1541.
 */
package dev.postern.wire.ot.egd;
