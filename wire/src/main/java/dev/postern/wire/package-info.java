/**
 * From frames to observations: link header, IP, TCP, flows, and the bench on which dissectors work. No I/O, no clock, no thread.
 *
 * <p>One way in, {@link dev.postern.wire.Wire}; one way to add a protocol: a {@link dev.postern.wire.Dissector} in a folder of its own under
 * {@code ot} (plants) or {@code it} (offices and infrastructure), and one line in {@link dev.postern.wire.Dissectors}. Only observations
 * leave. For a frame without IP the payload that a dissector gets begins after the EtherType; for IEEE 802.2 it begins with the LLC header
 * and the port is DSAP and SSAP (0xAAAA for SNAP with an organisation code other than 0).
 */
package dev.postern.wire;
