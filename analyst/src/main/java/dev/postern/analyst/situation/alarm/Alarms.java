package dev.postern.analyst.situation.alarm;

import dev.postern.analyst.situation.Context;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;

/** All detectors of this room. */
public final class Alarms {
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final Reports reports = new Reports();

    /** A message that has to be heard itself, though it is routine by its verb. */
    public static boolean concerns(Message m) {
        return Reports.concerns(m);
    }

    public void message(Message m, Context context) {
        reports.message(m, context);
    }

    public void tally(Tally t, Context context) {
        acknowledgements.tally(t, context);
    }

    /**
     * All of event time before this minute was heard.
     *
     * @param stamp of its end
     */
    public void close(Stamp stamp, Context context) {
        acknowledgements.close(stamp, context);
        reports.close(stamp, context);
    }
}
