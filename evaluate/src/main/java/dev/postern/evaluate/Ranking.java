package dev.postern.evaluate;

import java.util.List;

/** What a detector said of one stretch of traffic, from the loudest to the faintest. */
public interface Ranking {
    /** The scores at which something comes to be shown, in any order. */
    double[] scores();

    /** What is shown when everything from this score on is, and whatever is never hidden. */
    List<Story> shown(double least);
}
