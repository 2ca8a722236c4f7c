/** The rsync daemon protocol, versions 20 to 32: after the source of rsync 3 (clientserver.c), greeting, module, challenge. */
package dev.postern.wire.it.rsync;
