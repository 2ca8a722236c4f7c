/** Network logins: RFC 2865 (sections 3 to 5), RFC 2866 (accounting), RFC 3579 section 3 (EAP), RFC 5176 section 2 (changes by the server). */
package dev.postern.wire.it.radius;
