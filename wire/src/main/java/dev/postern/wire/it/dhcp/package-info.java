/** Host configuration: RFC 2131 (sections 2 and 4.1) and the options of RFC 2132, RFC 3046, RFC 4388 (section 6.1) and RFC 4702. */
package dev.postern.wire.it.dhcp;
