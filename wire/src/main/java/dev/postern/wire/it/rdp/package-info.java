/**
 * Remote desktop up to the point where it becomes secret: MS-RDPBCGR sections 2.2.1.1 and 2.2.1.2 (X.224 connection), 2.2.1.3 and 2.2.1.4 (MCS with the
 * settings of both sides), 2.2.1.11 (client info); RFC 1006 (TPKT); T.125 section 11 as far as needed.
 */
package dev.postern.wire.it.rdp;
