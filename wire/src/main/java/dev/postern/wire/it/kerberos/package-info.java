/**
 * Kerberos 5: RFC 4120 sections 5.2 (names, encrypted data), 5.3 (tickets), 5.4 (KDC exchange), 5.5 (application exchange), 5.9 (errors), 7.2
 * (transports); MS-SFU sections 2.2.1 and 2.2.2 (services acting for a user).
 */
package dev.postern.wire.it.kerberos;
