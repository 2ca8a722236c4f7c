/**
 * CC-Link IE Control, Field and TSN on their EtherType. IEC 61158-4-23 and -6-23 (Type 23) and the documents of the CC-Link Partner Association are
 * not public; names of frames and the header of 14 octets are those that its published Wireshark script and NTT's zeek-parser-CCLinkIENoIP agree on.
 * CC-Link IE Field Basic is SLMP over UDP and read there.
 */
package dev.postern.wire.ot.cclink;
