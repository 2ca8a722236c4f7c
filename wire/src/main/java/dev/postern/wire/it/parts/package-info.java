/** What several rooms of the office need: ASN.1 by its basic encoding rules (X.690 section 8), waiting requests, readable text. */
package dev.postern.wire.it.parts;
