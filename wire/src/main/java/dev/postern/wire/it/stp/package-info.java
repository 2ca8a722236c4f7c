/**
 * Spanning tree: IEEE Std 802.1D-2004 clause 9 (STP, RSTP), IEEE Std 802.1Q-2018 clause 14 (MSTP); and the same by VLAN in Cisco's frames (SNAP
 * 00000C, 0x010B).
 */
package dev.postern.wire.it.stp;
