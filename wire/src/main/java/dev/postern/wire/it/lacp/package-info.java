/** Slow protocols, EtherType 0x8809: link aggregation and its marker (IEEE Std 802.1AX-2014 clauses 6.4.2, 6.5.3), others by their subtype. */
package dev.postern.wire.it.lacp;
