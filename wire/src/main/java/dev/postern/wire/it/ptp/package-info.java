/** Precision time: IEEE Std 1588-2019 clause 13 (version 2.x), IEEE Std 1588-2002 annex D (version 1); EtherType 0x88F7, UDP 319 and 320. */
package dev.postern.wire.it.ptp;
