/**
 * Cisco's discovery protocol, versions 1 and 2, and those that share its group address: VTP, DTP, UDLD (SNAP 00000C, 0x2000 to 0x2004, 0x0111).
 * Sources: Cisco, "Configuring Cisco Discovery Protocol" and "Understanding VLAN Trunk Protocol"; RFC 5171 (UDLD). TLVs as tshark names them.
 */
package dev.postern.wire.it.cdp;
