/**
 * Simple network management: RFC 1157 (version 1, section 4), RFC 1901 and RFC 3416 (version 2c, sections 3 and 4), RFC 3412 section 6 and
 * RFC 3414 section 2.4 (version 3 with the user-based model), RFC 3411 section 5 (engine ids); objects from RFC 3418 (system), RFC 2863
 * (interfaces), RFC 4293 (addresses) and RFC 6933 (entities).
 */
package dev.postern.wire.it.snmp;
