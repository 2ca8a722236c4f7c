/**
 * TPKT (RFC 1006 section 6) and the connection-mode transport protocol, class 0 (ITU-T X.224, sections 13.3 to 13.7): what S7comm and MMS
 * ride on.
 */
package dev.postern.wire.ot.cotp;
