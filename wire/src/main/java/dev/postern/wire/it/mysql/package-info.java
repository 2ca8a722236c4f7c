/** MySQL and MariaDB client/server protocol: MySQL 8.0 internals manual, chapters on the connection phase, the command phase and data types. */
package dev.postern.wire.it.mysql;
