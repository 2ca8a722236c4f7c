/**
 * TriStation, the protocol of the TriStation 1131 workbench with Triconex safety controllers. Unpublished; after the public analyses of the TRITON
 * incident (2017: FireEye, Midnight Blue, Nozomi Networks).
 */
package dev.postern.wire.ot.tristation;
