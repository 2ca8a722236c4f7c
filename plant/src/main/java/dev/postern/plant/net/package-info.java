/** Hosts, segments, router, TCP: everything between an application's bytes and a frame at the mirror port, in virtual time. */
package dev.postern.plant.net;
