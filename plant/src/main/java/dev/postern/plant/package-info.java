/**
 * A virtual works: seeded, deterministic frames in virtual time, with exact ground truth of what attackers did in them. Pure: no input or
 * output, no clock, no thread, no randomness but the seed. It is read from the outside in: {@link dev.postern.plant.Plant} hands out frames,
 * {@code site} is the works and the people in it, {@code protocol} writes the bytes they say, {@code net} carries these over segments and a
 * router to the one mirror port. The stories of attackers stand here beside the plant.
 */
package dev.postern.plant;
