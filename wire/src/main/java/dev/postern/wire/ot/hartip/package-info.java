/**
 * HART-IP after FieldComm Group TS20085 ("Network Management", section on HART-IP), token-passing frames after TS20081, universal commands after
 * HCF_SPEC-127 revision 7.2, common practice commands after HCF_SPEC-151.
 */
package dev.postern.wire.ot.hartip;
