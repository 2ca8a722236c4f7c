/** HTTP/1.0 and 1.1: RFC 9110 (semantics), RFC 9112 sections 2 to 7 (message format, body length), RFC 7617 (Basic credentials); WebSocket: RFC 6455 section 5. */
package dev.postern.wire.it.http;
