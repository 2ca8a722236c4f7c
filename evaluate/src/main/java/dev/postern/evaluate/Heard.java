package dev.postern.evaluate;

/**
 * One stretch of traffic, what was true in it and what one detector said of it.
 *
 * @param block capture or seed, for lists of what was missed and for resampling
 * @param deviceDays how much was watched: days times devices
 */
public record Heard(String block, Truth truth, double deviceDays, Ranking ranking) {}
