/** Ethernet POWERLINK: EPSG DS 301 V1.5.1, sections 4.6 (frames), 6.3 (SDO), 7.3 (network management). */
package dev.postern.wire.ot.powerlink;
