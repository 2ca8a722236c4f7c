/**
 * Synchrophasor data transfer, IEEE Std C37.118.2-2011 (and the frames of C37.118-2005): clause 6, over TCP and UDP as in annexes E and F.
 */
package dev.postern.wire.ot.c37118;
