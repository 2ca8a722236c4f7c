/** RTPS, the wire protocol of DDS, after OMG "DDSI-RTPS" 2.5 (sections 8.3, 8.5 and 9.4, 9.6), with the discovery of participants and endpoints. */
package dev.postern.wire.ot.rtps;
