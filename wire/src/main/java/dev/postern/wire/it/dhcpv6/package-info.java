/**
 * Host configuration for IPv6: RFC 8415 sections 7.3 (messages), 9 (relays), 11 (DUIDs), 21 (options); RFC 3646 (DNS), RFC 4704 (client FQDN).
 */
package dev.postern.wire.it.dhcpv6;
