/** CoAP over UDP after RFC 7252 (sections 3, 4, 5 and 12), with observe (RFC 7641), blocks (RFC 7959) and FETCH, PATCH, iPATCH (RFC 8132). */
package dev.postern.wire.it.coap;
