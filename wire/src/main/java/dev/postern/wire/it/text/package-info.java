/** What protocols in lines of text have in common: lines, header fields (RFC 5234, RFC 5322 section 2.2), and saying a thing once. */
package dev.postern.wire.it.text;
