/**
 * Red Lion's Crimson v3, by which its tools program panels and gateways: unpublished. Known from public analyses are the frame (length, register,
 * operation) and the two registers that name maker and model.
 */
package dev.postern.wire.ot.crimson;
