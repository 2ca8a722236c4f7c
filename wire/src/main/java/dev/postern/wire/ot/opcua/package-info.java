/**
 * OPC UA over TCP after OPC 10000-6 release 1.05, section 5.2 (binary encoding) and 6.7, 7.1 (secure conversation, connection protocol),
 * with the services of OPC 10000-4 section 5 and the structures of OPC 10000-4 section 7; PubSub in the UADP mapping after OPC 10000-14 release 1.05, section 7.2.4.
 */
package dev.postern.wire.ot.opcua;
