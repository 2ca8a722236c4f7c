package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Words;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Traffic;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/** Jobs that were told not to have come (F4): when one comes after all, its story says so. */
public final class Awaited {
    private static final int JOBS_MAX = 1_024;

    private final LinkedHashMap<String, Job> jobs = new LinkedHashMap<>();

    /** @param seen what was told */
    record Job(String anomaly, String seen, long toldNanos) {}

    private static String key(Object client, Object server, String service) {
        return client + " " + server + " " + service;
    }

    public void told(Anomaly a, Limit limit) {
        if (a.channel() != Channel.PRESENCE_MISSED) return;
        String key = key(a.device(), a.peer(), a.service());
        if (!jobs.containsKey(key) && !limit.room("jobs that did not come", jobs.size(), JOBS_MAX))
            jobs.pollFirstEntry();
        jobs.put(key, new Job(a.id(), a.seen(), a.atNanos()));
    }

    /** Hands out the anomalies that may still be amended. */
    public void open(Consumer<String> anomaly) {
        for (Job job : jobs.values()) anomaly.accept(job.anomaly);
    }

    public void traffic(Traffic t, Context context) {
        if (jobs.isEmpty()) return;
        Object client = t.conversation().client();
        Object server = t.conversation().server();
        Job job = jobs.remove(key(client, server, t.service()));
        // Ports of the moment have one name in the pattern of life.
        int slash = t.service().indexOf('/');
        if (job == null && slash > 0)
            job = jobs.remove(key(client, server, t.service().substring(0, slash) + "/dynamic"));
        if (job == null) return;
        long at = t.stamp().atNanos();
        context.desk()
                .amend(
                        job.anomaly,
                        Words.sentence(job.seen + "; it came " + Words.span(at - job.toldNanos)
                                + " after this was told, at " + Words.moment(at)),
                        at);
    }
}
