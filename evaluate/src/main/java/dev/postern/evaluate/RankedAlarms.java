package dev.postern.evaluate;

import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A detector that only scores: whatever is loud enough is joined into stories for it, as long as it is about the same device and no half hour
 * passes without more of it. That is how the product joins, without its care for busy servers: it favours the baselines.
 */
public final class RankedAlarms implements Ranking {
    static final long QUIET_NANOS = 30 * 60_000_000_000L;

    /** @param peer null if it is about the device alone */
    public record Scored(long atNanos, Address device, Address peer, double score) {}

    private final String name;
    private final List<Scored> alarms;

    public RankedAlarms(String name, List<Scored> alarms) {
        this.name = name;
        this.alarms = alarms.stream()
                .sorted(Comparator.comparingLong(Scored::atNanos))
                .toList();
    }

    @Override
    public double[] scores() {
        return alarms.stream().mapToDouble(Scored::score).toArray();
    }

    @Override
    public List<Story> shown(double least) {
        List<Open> all = new ArrayList<>();
        Map<Address, Open> byDevice = new HashMap<>();
        for (Scored alarm : alarms) {
            if (alarm.score < least) continue;
            Open open = going(byDevice.get(alarm.device), alarm);
            if (open == null && alarm.peer != null) open = going(byDevice.get(alarm.peer), alarm);
            if (open == null) all.add(open = new Open());
            open.add(alarm);
            byDevice.put(alarm.device, open);
            if (alarm.peer != null) byDevice.put(alarm.peer, open);
        }
        List<Story> stories = new ArrayList<>();
        for (Open open : all) stories.add(open.story(name));
        return stories;
    }

    private static Open going(Open open, Scored alarm) {
        return open != null && alarm.atNanos - open.last <= QUIET_NANOS ? open : null;
    }

    private static final class Open {
        private final List<Scored> alarms = new ArrayList<>(2);
        private long last;

        void add(Scored alarm) {
            alarms.add(alarm);
            last = alarm.atNanos;
        }

        Story story(String name) {
            Set<String> devices = new LinkedHashSet<>();
            List<Alarm> told = new ArrayList<>(alarms.size());
            double most = 0;
            for (Scored alarm : alarms) {
                Set<String> about = alarm.peer == null
                        ? Set.of(alarm.device.toString())
                        : new LinkedHashSet<>(Arrays.asList(alarm.device.toString(), alarm.peer.toString()));
                devices.addAll(about);
                told.add(new Alarm(alarm.atNanos, alarm.atNanos, about, false));
                most = Math.max(most, alarm.score);
            }
            return new Story(name, most, devices, Set.of(), told);
        }
    }
}
