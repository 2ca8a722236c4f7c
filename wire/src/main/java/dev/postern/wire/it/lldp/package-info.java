/** Link layer discovery: IEEE Std 802.1AB-2016 clause 8 (TLVs 8.5.1 to 8.5.9), EtherType 0x88CC; and the TLVs of four organisations. */
package dev.postern.wire.it.lldp;
