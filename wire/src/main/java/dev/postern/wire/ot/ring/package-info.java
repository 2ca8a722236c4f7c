/**
 * Redundancy of plant networks: supervision of PRP and HSR nodes (IEC 62439-3:2016 clauses 4.2.7.6 and 5, EtherType 0x88FB), rings of MRP (IEC
 * 62439-2:2016 clause 8, EtherType 0x88E3) and of DLR (ODVA EtherNet/IP adaptation of CIP, volume 2 chapter 9-5, EtherType 0x80E1). Tags and
 * trailers of HSR and PRP are taken off below, where second copies go no further.
 */
package dev.postern.wire.ot.ring;
