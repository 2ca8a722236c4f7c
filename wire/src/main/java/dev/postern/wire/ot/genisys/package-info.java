/**
 * Genisys, railway signalling between office and field, after Union Switch and Signal SM-2000 ("Genisys protocol") and the analysis of INL
 * (ICSNPP).
 */
package dev.postern.wire.ot.genisys;
