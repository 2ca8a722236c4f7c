/** SIP: RFC 3261 sections 7 (messages), 8, 10, 18.3 (framing), 20 (header fields), 7.3.3 (compact forms); SDP: RFC 8866 sections 5.7, 5.14. */
package dev.postern.wire.it.sip;
