/**
 * Oracle Net: the transparent network substrate. There is no public specification; after the Oracle Net Services reference (connect descriptors) and
 * what other open implementations (python-oracledb, thin mode; Wireshark) show of packets and of the two-task interface on top.
 */
package dev.postern.wire.it.tns;
