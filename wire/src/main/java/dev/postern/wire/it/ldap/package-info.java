/**
 * Directory access: RFC 4511 section 4 (messages), RFC 4515 section 3 (filters as text), MS-ADTS sections 5.1.1.1 (binds), 6.3.1 and
 * 6.3.3 (connectionless LDAP, NETLOGON answers), 3.1.1.3 (rootDSE).
 */
package dev.postern.wire.it.ldap;
