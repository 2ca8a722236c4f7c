/**
 * Mitsubishi MELSEC: SLMP, alias MC protocol in 3E and 4E frames, after "SLMP Reference Manual" SH(NA)-080956ENG (sections 4 and 5) and "MELSEC
 * Communication Protocol Reference Manual" SH(NA)-080008 (device codes; 1E frames); and MELSOFT, the unpublished protocol of the engineering tools,
 * after the public analysis of Nozomi Networks Labs (Black Hat USA 2023) and what captures show.
 */
package dev.postern.wire.ot.melsec;
