/**
 * Windows file sharing: MS-SMB2 sections 2.1 (transport) and 2.2 (messages); MS-CIFS sections 2.2.3 and 2.2.4, MS-SMB section 2.2 (SMB 1);
 * MS-FSCC sections 2.3 and 2.4 (control codes, file information); MS-ERREF section 2.3 (status).
 */
package dev.postern.wire.it.smb2;
