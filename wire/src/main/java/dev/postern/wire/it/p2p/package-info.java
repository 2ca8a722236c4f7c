/**
 * Ways from peer to peer: BitTorrent (BEP 3, handshake; BEP 5, DHT; BEP 20, names of clients) and STUN (RFC 8489 sections 5, 14, 18; TURN methods of
 * RFC 8656), with which hosts find out how they are seen from outside.
 */
package dev.postern.wire.it.p2p;
