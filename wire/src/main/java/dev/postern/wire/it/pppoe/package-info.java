/** PPP over Ethernet: discovery and session (RFC 2516; EtherTypes 0x8863, 0x8864), PPP's own negotiation in it (RFC 1661 section 5, RFC 1334). */
package dev.postern.wire.it.pppoe;
