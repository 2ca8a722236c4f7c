/** Configuration test of Ethernet, EtherType 0x9000: The Ethernet, version 2.0 (Digital, Intel, Xerox, 1982), section 8. */
package dev.postern.wire.it.loopback;
