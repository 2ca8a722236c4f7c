/**
 * Remote procedure calls of Windows, DCOM and PROFINET: C706 (DCE 1.1 RPC) chapters 12 (PDU encodings) and 14 (NDR), MS-RPCE sections 2.2.1 to
 * 2.2.4 and 2.2.2.11 (verifier), MS-DCOM section 2.2 (ORPC), C706 appendix L (towers); operations by the interface documents named beside
 * their tables. PROFINET CM: IEC 61158-6-10:2019 sections 4.10 and 5.2.
 */
package dev.postern.wire.it.dcerpc;
