/**
 * Windows file sharing: MS-SMB2 sections 2.1 (transport) and 2.2 (messages); of SMB 1 (MS-CIFS
 * section 2.2.3.1) only the command.
 */
package dev.postern.wire.it.smb2;
