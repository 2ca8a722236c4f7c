/**
 * SAIA Ether-S-Bus after SAIA-Burgess "S-Bus manual" 26/739 (telegrams of the data link, chapter 4; utility telegrams) and
 * "Ethernet-TCP/IP manual" 26/776 (Ether-S-Bus header); names of the unpublished full-protocol telegrams as the dissector of
 * Wireshark, which the vendor wrote, has them.
 */
package dev.postern.wire.ot.sbus;
