/**
 * CC-Link IE Control, Field and TSN on their EtherType: IEC 61158-4-23 and -6-23 (Type 23), which are not public; only what stands at the same place
 * in every frame is told. CC-Link IE Field Basic is SLMP over UDP and not here.
 */
package dev.postern.wire.ot.cclink;
