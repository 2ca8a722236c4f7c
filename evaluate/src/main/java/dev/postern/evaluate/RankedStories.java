package dev.postern.evaluate;

import java.util.ArrayList;
import java.util.List;

/** A detector that joins its alarms and orders the stories by itself. */
public final class RankedStories implements Ranking {
    private final List<Story> stories;

    public RankedStories(List<Story> stories) {
        this.stories = List.copyOf(stories);
    }

    @Override
    public double[] scores() {
        return stories.stream().mapToDouble(Story::score).toArray();
    }

    /** Of a story below {@code least}, what is never hidden stays. */
    @Override
    public List<Story> shown(double least) {
        List<Story> shown = new ArrayList<>();
        for (Story story : stories) {
            Story visible = story.score() >= least ? story : story.neverHidden();
            if (visible != null) shown.add(visible);
        }
        return shown;
    }
}
