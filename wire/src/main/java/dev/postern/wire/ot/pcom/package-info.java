/** Unitronics PCOM over TCP after Unitronics, "Communication with the Vision PLC: PCOM protocol" (PCOM ASCII, PCOM binary, TCP header). */
package dev.postern.wire.ot.pcom;
