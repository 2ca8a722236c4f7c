/** LonTalk over IP: the tunnel of ANSI/CEA-852 (ISO/IEC 14908-4) and what it carries, ISO/IEC 14908-1 (network, transport, session, application). */
package dev.postern.wire.ot.lontalk;
