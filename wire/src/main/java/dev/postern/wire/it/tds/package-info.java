/**
 * Microsoft SQL Server: tabular data stream (MS-TDS, revision 35: sections 2.2.1 to 2.2.3, 2.2.6, 2.2.7) and the resolution of instances (MC-SQLR,
 * section 2.2). Older logins (TDS 4.2, 5.0) by host and user.
 */
package dev.postern.wire.it.tds;
