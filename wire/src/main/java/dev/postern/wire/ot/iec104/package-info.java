/**
 * IEC 60870-5-104:2006 (edition 2) with amendment 1: APCI in clauses 5 and 6, selection of ASDUs in clause 7. The ASDUs are those of
 * IEC 60870-5-101:2003, clauses 7.2 (fields, information elements) and 7.3 (types); authentication types after IEC 60870-5-7:2013.
 */
package dev.postern.wire.ot.iec104;
