/**
 * IPMI over LAN: IPMI v2.0 revision 1.1, chapters 13 (RMCP, sessions, RAKP), 20 (global commands), 22 (messaging, authentication), 28 (chassis) and
 * appendix G (command numbers); ASF 2.0 section 3.2.4 (presence).
 */
package dev.postern.wire.it.ipmi;
