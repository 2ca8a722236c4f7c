/**
 * DNP3, IEEE Std 1815-2012: data link layer (clause 9, CRC in annex E), transport function (clause 8), application layer (clauses 4 and 5),
 * object library (annex A). Over TCP and UDP as in clause 13.
 */
package dev.postern.wire.ot.dnp3;
