/**
 * S7comm, the protocol of Siemens S7-200, 300 and 400 and, in compatibility, 1200 and 1500, over COTP. Unpublished: the structure is as
 * described in public work (Wireshark's field reference, the Snap7 and libnodave documentation) and in the Siemens manuals "System Software
 * for S7-300/400, System and Standard Functions" (system status lists, chapter 34; error codes). S7comm-plus is read as far as its function
 * and its first object.
 */
package dev.postern.wire.ot.s7comm;
