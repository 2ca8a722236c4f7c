/** Probability: tails of distributions, their recalibration, their combination. Pure functions and small plain states; knows no network. */
package dev.postern.life.chance;
