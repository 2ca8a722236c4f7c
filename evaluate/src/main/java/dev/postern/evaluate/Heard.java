package dev.postern.evaluate;

/**
 * One stretch of traffic, what was true in it and what one detector said of it.
 *
 * @param block capture or seed, for lists of what was missed and for resampling
 * @param life of which ordinary course this is: where several stretches tell the same life again, each with another event, what is false in it
 *     is counted once
 * @param deviceDays how much was watched: days times devices
 */
public record Heard(String block, String life, Truth truth, double deviceDays, Ranking ranking) {}
