/**
 * KNXnet/IP after EN ISO 22510 (KNX Standard 3.8.1 to 3.8.5 and 3.8.9: frames, core, device management, tunnelling, routing, secure), cEMI
 * after KNX 3.6.3 section 4, and the services on the bus after KNX 3.3.7.
 */
package dev.postern.wire.ot.knxip;
