/**
 * TLS up to the end of the handshake: RFC 8446 and RFC 5246 (sections 4, 5 and 7), RFC 6066 section 3 (SNI), RFC 7301 (ALPN), RFC 5280
 * section 4.1 (certificates). Fingerprints: JA3 and JA3S as published by Salesforce (2017), JA4 as published by FoxIO under the BSD licence
 * (2023, "JA4: TLS client fingerprinting").
 */
package dev.postern.wire.it.tls;
