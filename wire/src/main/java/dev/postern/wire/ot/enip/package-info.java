/**
 * EtherNet/IP and CIP: encapsulation and common packet format after The CIP Networks Library volume 2, chapter 2; messages, paths,
 * connection manager and identity object after volume 1, chapters 2 to 5 and appendices A to C; tags after Rockwell Automation 1756-PM020
 * (Logix 5000 Controllers Data Access); PCCC after Rockwell Automation 1770-6.5.16 (DF1 Protocol and Command Set).
 */
package dev.postern.wire.ot.enip;
