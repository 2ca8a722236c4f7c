package dev.postern.analyst.incident;

import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.analyst.word.Heed;
import dev.postern.model.Anomaly;
import java.util.List;

/**
 * An anomaly on its way into a story.
 *
 * @param join anomalies with the same words here belong to one story whoever is in them; empty for none
 */
public record Told(Anomaly anomaly, Situation situation, List<Part> parts, String join, Heed heed) {}
