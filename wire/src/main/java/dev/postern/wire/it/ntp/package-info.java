/** Network time: RFC 5905 sections 7.3 (header), 9 (modes) and, for control messages, RFC 9327 section 2. */
package dev.postern.wire.it.ntp;
