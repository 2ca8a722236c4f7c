/** The clock by which a TCP stack stamps its segments: one machine is known by it wherever it speaks. */
package dev.postern.analyst.gap.clock;
