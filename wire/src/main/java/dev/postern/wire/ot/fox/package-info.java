/** Fox, by which Tridium Niagara stations and tools speak: unpublished, read after public analyses of its text frames. TLS variants are met as TLS. */
package dev.postern.wire.ot.fox;
