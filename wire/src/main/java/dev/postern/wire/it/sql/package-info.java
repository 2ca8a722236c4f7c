/** What the protocols of databases have in common: the statement, as far as ISO/IEC 9075 and the vendors' dialects agree on its first words. */
package dev.postern.wire.it.sql;
