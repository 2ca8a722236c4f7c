/** NTLMSSP tokens, MS-NLMP section 2.2.1, as SMB, DCE/RPC and others carry them in their logins. */
package dev.postern.wire.it.ntlm;
