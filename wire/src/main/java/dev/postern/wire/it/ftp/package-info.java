/** Files: FTP by RFC 959 (sections 4 and 5), RFC 2389, RFC 2428, RFC 4217 (TLS); TFTP by RFC 1350 (section 5) and RFC 2347. */
package dev.postern.wire.it.ftp;
