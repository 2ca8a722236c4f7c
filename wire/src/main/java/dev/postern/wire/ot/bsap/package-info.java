/**
 * Bristol BSAP after Emerson "BSAP Communications Programmer's Reference Manual" D4052 (message headers, remote database access); its form in
 * UDP, which the manual leaves out, after the analysis of INL and BYU-Idaho (ICSNPP) and captures.
 */
package dev.postern.wire.ot.bsap;
