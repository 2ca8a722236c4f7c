/**
 * Attestations of the gap: their canonical form, the chain they make, and the check of a bundle of them. Needs nothing but Java, so that an
 * auditor can read all of it.
 */
package dev.postern.verify;
