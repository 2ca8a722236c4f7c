/**
 * SAIA Ether-S-I/O between a controller and its remote inputs and outputs, UDP 6060. The protocol is unpublished; layout and names are those that Wireshark shows
 * (tshark 4.0.17), held against a capture.
 */
package dev.postern.wire.ot.esio;
