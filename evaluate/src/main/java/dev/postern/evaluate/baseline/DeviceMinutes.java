package dev.postern.evaluate.baseline;

import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What each device did in a minute, in {@value #FEATURES} numbers, all as ln(1 + x): what learns from vectors learns from these. */
final class DeviceMinutes {
    static final int FEATURES = 16;

    private static final int PACKETS_OUT = 0, BYTES_OUT = 2, FLOWS_CLIENT = 4, OPENED = 6, REFUSED = 7, UNANSWERED = 8;
    private static final int RETRANSMISSIONS = 9, MESSAGES = 10, REQUESTS = 11, WRITES = 12, ERRORS = 13, PEERS = 14;
    private static final int OPERATIONS = 15;

    private static final class Minute {
        private final double[] sums = new double[FEATURES];
        private final Set<Address> peers = new HashSet<>();
        private final Set<String> operations = new HashSet<>();
        private long lastNanos;
    }

    private final TreeMap<Address, Minute> devices = new TreeMap<>();

    /** Takes a finished vector. */
    interface Taker {
        void take(Address device, long atNanos, double[] vector);
    }

    void observe(Observation observation) {
        switch (observation) {
            case Traffic traffic -> {
                var talk = traffic.conversation();
                boolean any = talk.server().isMulticast() || talk.server().equals(Address.BROADCAST_MAC);
                traffic(
                        traffic,
                        of(talk.client(), talk.server(), traffic.stamp().atNanos()),
                        true);
                if (!any)
                    traffic(
                            traffic,
                            of(talk.server(), talk.client(), traffic.stamp().atNanos()),
                            false);
            }
            case Message message -> {
                var talk = message.conversation();
                message(
                        message,
                        of(talk.client(), talk.server(), message.stamp().atNanos()));
                if (!talk.server().isMulticast())
                    message(
                            message,
                            of(talk.server(), talk.client(), message.stamp().atNanos()));
            }
            default -> {}
        }
    }

    private Minute of(Address device, Address peer, long atNanos) {
        Minute minute = devices.computeIfAbsent(device, _ -> new Minute());
        minute.peers.add(peer);
        minute.lastNanos = atNanos;
        return minute;
    }

    private static void traffic(Traffic traffic, Minute minute, boolean client) {
        double[] sums = minute.sums;
        sums[PACKETS_OUT] += client ? traffic.packetsUp() : traffic.packetsDown();
        sums[PACKETS_OUT + 1] += client ? traffic.packetsDown() : traffic.packetsUp();
        sums[BYTES_OUT] += client ? traffic.bytesUp() : traffic.bytesDown();
        sums[BYTES_OUT + 1] += client ? traffic.bytesDown() : traffic.bytesUp();
        sums[client ? FLOWS_CLIENT : FLOWS_CLIENT + 1]++;
        switch (traffic.opening()) {
            case OPENED -> sums[OPENED]++;
            case REFUSED -> sums[REFUSED]++;
            case UNANSWERED -> sums[UNANSWERED]++;
            case NONE -> {}
        }
        sums[RETRANSMISSIONS] += traffic.retransmissions() + traffic.resets();
    }

    private static void message(Message message, Minute minute) {
        minute.sums[MESSAGES]++;
        if (message.outcome() == Outcome.REQUEST) minute.sums[REQUESTS]++;
        if (message.outcome() == Outcome.REFUSED) minute.sums[ERRORS]++;
        if (message.verb().weight() >= 4) minute.sums[WRITES]++;
        minute.operations.add(message.operation());
    }

    /** Hands out the minute that ended, device by device. */
    void close(Taker taker) {
        for (Map.Entry<Address, Minute> entry : devices.entrySet()) {
            Minute minute = entry.getValue();
            minute.sums[PEERS] = minute.peers.size();
            minute.sums[OPERATIONS] = minute.operations.size();
            double[] vector = new double[FEATURES];
            for (int i = 0; i < FEATURES; i++) vector[i] = Math.log1p(minute.sums[i]);
            taker.take(entry.getKey(), minute.lastNanos, vector);
        }
        devices.clear();
    }
}
