/**
 * GE SRTP, unpublished, after Denton, Karpisek, Breitinger, Baggili, "Leveraging the SRTP protocol for over-the-network memory acquisition of a GE
 * Fanuc Series 90-30" (Digital Investigation 22, 2017, tables 1 to 4) and the mailbox messages of GE Fanuc GFK-0529 (SNP), which it carries.
 */
package dev.postern.wire.ot.srtp;
