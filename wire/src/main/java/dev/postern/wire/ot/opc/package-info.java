/**
 * OPC Classic, what its calls over DCOM say: OPC Data Access 3.00 (which holds 2.05a) chapters 4 to 6 and its IDL, OPC Common 1.10; MS-DCOM section 2.2.13
 * (ORPCTHIS, ORPCTHAT), 2.2.14 and 2.2.18 (references to objects); MS-OAUT section 2.2.23 (BSTR), 2.2.29 (VARIANT), 2.2.30 (SAFEARRAY); C706 chapter 14 (NDR). The
 * room of DCE/RPC carries them and hands over parameters and results, put together from their fragments.
 */
package dev.postern.wire.ot.opc;
