/** What messaging protocols carry when it is plain to read: numbers, words, texts and JSON (RFC 8259). */
package dev.postern.wire.it.payload;
