/** Event messages: RFC 5424 section 6, RFC 3164 section 4; over UDP RFC 5426, over TCP RFC 6587 section 3.4 (both kinds of framing). */
package dev.postern.wire.it.syslog;
