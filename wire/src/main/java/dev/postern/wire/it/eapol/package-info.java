/** Port access: EAPOL (IEEE Std 802.1X-2020 clause 11, EtherType 0x888E) with EAP (RFC 3748 sections 4 and 5). */
package dev.postern.wire.it.eapol;
