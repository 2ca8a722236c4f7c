/**
 * DLMS/COSEM: wrapper (IEC 62056-47) and HDLC frames (IEC 62056-46) over TCP, the wrapper over UDP too; application layer IEC 62056-5-3:2017 clause 9,
 * data types IEC 62056-6-2:2017 clause 4, object identification IEC 62056-6-1.
 */
package dev.postern.wire.ot.dlms;
