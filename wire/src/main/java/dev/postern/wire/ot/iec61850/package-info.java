/**
 * What IEC 61850 puts on the wire: MMS (ISO 9506-2:2003) mapped by IEC 61850-8-1:2011 and used by TASE.2 (IEC 60870-6-503) too, over ISO
 * session (X.225), presentation (X.226) and ACSE (X.227); GOOSE (IEC 61850-8-1 annex A); Sampled Values (IEC 61850-9-2:2011 clause 8 and the
 * 9-2 LE guideline); both routed as in IEC 61850-90-5:2012. All of it in BER (X.690).
 */
package dev.postern.wire.ot.iec61850;
