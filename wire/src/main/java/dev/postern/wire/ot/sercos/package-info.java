/** SERCOS III: IEC 61158-4-19:2019 section 5 (telegram header), as far as the header goes. */
package dev.postern.wire.ot.sercos;
