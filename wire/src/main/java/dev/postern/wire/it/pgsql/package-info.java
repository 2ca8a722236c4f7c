/** PostgreSQL frontend/backend protocol, version 3: documentation of PostgreSQL 16, sections 55.2 (flow), 55.7 (formats), 55.8 (error fields). */
package dev.postern.wire.it.pgsql;
