/**
 * Modbus/TCP after "MODBUS Application Protocol Specification V1.1b3" (sections 4, 6 and 7) and "MODBUS Messaging on TCP/IP Implementation
 * Guide V1.0b" (section 3.1). Function 90 (UMAS, unpublished) is read as far as its function byte, from public analyses.
 */
package dev.postern.wire.ot.modbus;
