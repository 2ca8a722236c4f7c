/**
 * Messages of hospitals: HL7 version 2 (2.5.1, chapter 2, sections 2.5, 2.7, 2.9, 2.14.8 MSA, 2.14.9 MSH) in blocks of the minimal lower layer protocol (Transport
 * Specification MLLP, releases 1 and 2). Of a message only who speaks to whom about what kind of thing is read; nothing of a patient.
 */
package dev.postern.wire.it.hl7;
