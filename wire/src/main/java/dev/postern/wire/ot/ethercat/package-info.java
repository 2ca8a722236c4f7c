/**
 * EtherCAT: IEC 61158-4-12:2019 section 5 (frame, datagrams, commands), IEC 61158-6-12:2019 sections 5.4 to 5.6 (mailbox, CoE, FoE); registers after
 * IEC 61158-4-12 section 6.
 */
package dev.postern.wire.ot.ethercat;
