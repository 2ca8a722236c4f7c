/**
 * Remote access tools with a wire format of their own. None is published; after what others found by observation: nDPI (TeamViewer), Zeek packages
 * and vendors' port lists (Radmin, DameWare). Those that hide in TLS are told by names, see {@code it/purpose}.
 */
package dev.postern.wire.it.remote;
