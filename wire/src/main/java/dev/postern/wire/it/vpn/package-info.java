/**
 * Tunnels that hide what is in them, as far as they say who they are: WireGuard (protocol paper of 2020, section 5.4), OpenVPN (protocol
 * documentation of version 2.6: packets, control channel), IKE (RFC 7296 section 3, RFC 2408 section 3, RFC 3948 for UDP 4500), L2TP (RFC
 * 2661 sections 3, 4.4, 5), PPTP (RFC 2637 section 2).
 */
package dev.postern.wire.it.vpn;
