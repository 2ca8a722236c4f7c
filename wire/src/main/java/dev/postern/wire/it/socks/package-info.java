/** SOCKS: RFC 1928 (version 5), RFC 1929 (user and password), the memos on SOCKS 4 and 4A by Koblas and Lee. */
package dev.postern.wire.it.socks;
