/**
 * What the product is compared with: methods from the literature, each from its definition and small, on the same observations. They only score; what is
 * shown of that is decided for all alike by {@link dev.postern.evaluate.Scoring}. Plain state, so that a snapshot can carry it to each test.
 */
package dev.postern.evaluate.baseline;
