/**
 * Measures detectors: what was true, what a detector said, and the figures that come of the two. Knows nothing but {@code model}, so it cannot
 * favour what it measures; the baselines that the product is compared with live in {@code baseline} and hear the same observations. No clock, no
 * thread; reads plans and labels, writes nothing.
 */
package dev.postern.evaluate;
