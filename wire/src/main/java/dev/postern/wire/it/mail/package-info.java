/**
 * Mail on its way and in its box: SMTP (RFC 5321 sections 3, 4; extensions RFC 3207 STARTTLS, RFC 4954 AUTH, RFC 3030 BDAT), POP3 (RFC 1939; RFC 2449
 * CAPA, RFC 2595 STLS, RFC 5034 AUTH), IMAP (RFC 9051 sections 2.2, 6, 7). Letters pass unread, passwords are never kept.
 */
package dev.postern.wire.it.mail;
