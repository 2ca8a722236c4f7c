/** Emerson ROC Plus after "ROC Plus Protocol Specification Manual" D301180X012 (chapter 1 message format, chapter 3 opcodes). */
package dev.postern.wire.ot.rocplus;
