/** The nouns of Postern: what was captured, what was observed, what was concluded. No behaviour beyond that of a value; depends on nothing. */
package dev.postern.model;
