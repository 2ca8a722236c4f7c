package dev.postern.life.habit;

/** What all hands did with the points that stand for the same at sister devices: how changes follow each other, and between which values. */
public final class Kin {
    /** What was done elsewhere tells no more than so many changes here. */
    static final double WEIGHT_MOST = 20;

    private static final double MEMORY = 400;
    /** Kinds of steps told apart. */
    private static final int KINDS_MOST = 12;

    private double onward;
    private double turns;
    private double followed;
    private double ended;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double settled;

    /** Null until a step was taken. */
    private Gait gait;

    Gait gait() {
        if (gait == null) gait = new Gait(KINDS_MOST, (float) MEMORY);
        return gait;
    }

    void moved(boolean goesOn) {
        if (goesOn) onward++;
        else turns++;
        if (onward + turns <= MEMORY) return;
        onward /= 2;
        turns /= 2;
    }

    void sat(double followers) {
        followed += followers;
        ended++;
        if (followed + ended <= MEMORY) return;
        followed /= 2;
        ended /= 2;
    }

    void settled(double lowest, double highest) {
        low = Math.min(low, lowest);
        high = Math.max(high, highest);
        settled = Math.min(MEMORY, settled + 1);
    }

    /**
     * Counts of one point with those of the others, which weigh at most {@link #WEIGHT_MOST}.
     *
     * @param into yes and no; a coin that nobody tossed yet has one of each
     */
    private static void with(double yes, double no, double allYes, double allNo, double[] into) {
        double othersYes = Math.max(0, allYes - yes);
        double othersNo = Math.max(0, allNo - no);
        double share = Math.min(1, WEIGHT_MOST / Math.max(1, othersYes + othersNo));
        into[0] = 1 + yes + share * othersYes;
        into[1] = 1 + no + share * othersNo;
    }

    void direction(double ownOnward, double ownTurns, double[] into) {
        with(ownOnward, ownTurns, onward, turns, into);
    }

    void sittings(double ownFollowed, double ownEnded, double[] into) {
        with(ownFollowed, ownEnded, followed, ended, into);
    }
}
