package dev.postern.evaluate.baseline;

import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The deterministic automaton of Goldenberg and Wool, "Accurate modeling of Modbus/TCP for intrusion detection in SCADA systems" (IJCIP 2013), for
 * any protocol: a channel repeats one pattern of symbols. The pattern's length is the one that explains most of the channel's first messages.
 * After that each symbol is normal (the next one), retransmitted (the same again), missed to (known, elsewhere) or unknown; a minute's score is
 * the share that is not normal, plus one if a symbol was unknown.
 */
final class CyclicAutomaton implements Baseline {
    private static final int LEARNED_SYMBOLS = 400;
    private static final int PATTERN_MAX = 100;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private record ChannelKey(Address client, Address server, String protocol) {}

    private record Symbol(boolean fromClient, String unit, String operation, String target) {}

    private static final class Automaton {
        private List<Symbol> learned = new ArrayList<>();
        private List<Symbol> pattern;
        private Map<Symbol, Integer> places;
        private int at;
        private long minute;
        private int messages;
        private int strange;
        private int unknown;
        private long lastStrangeNanos;
    }

    private final Map<ChannelKey, Automaton> channels = new HashMap<>();

    @Override
    public String name() {
        return "Goldenberg-Wool automaton";
    }

    @Override
    public void observe(Observation observation, Alarms out) {
        if (!(observation instanceof Message message)) return;
        var talk = message.conversation();
        ChannelKey key = new ChannelKey(talk.client(), talk.server(), message.protocol());
        Automaton channel = channels.computeIfAbsent(key, _ -> new Automaton());
        Symbol symbol = new Symbol(message.fromClient(), message.unit(), message.operation(), message.target());
        if (channel.pattern == null) {
            channel.learned.add(symbol);
            if (channel.learned.size() == LEARNED_SYMBOLS) settle(channel);
            return;
        }
        long at = message.stamp().atNanos();
        long minute = Math.floorDiv(at, MINUTE_NANOS);
        if (minute != channel.minute) tell(key, channel, out);
        channel.minute = minute;
        channel.messages++;
        Integer place = place(channel, symbol);
        if (place != null && place == (channel.at + 1) % channel.pattern.size()) {
            channel.at = place;
            return;
        }
        channel.strange++;
        channel.lastStrangeNanos = at;
        if (place == null) channel.unknown++;
        else channel.at = place;
    }

    @Override
    public void close(long minuteNanos, Alarms out) {
        channels.forEach((key, channel) -> tell(key, channel, out));
    }

    private static void tell(ChannelKey key, Automaton channel, Alarms out) {
        if (channel.strange > 0)
            out.raise(
                    channel.lastStrangeNanos,
                    key.client,
                    key.server,
                    (double) channel.strange / channel.messages + (channel.unknown > 0 ? 1 : 0));
        channel.messages = channel.strange = channel.unknown = 0;
    }

    /** The next place if the symbol stands there, else where it stands in the pattern, or null. */
    private static Integer place(Automaton channel, Symbol symbol) {
        int next = (channel.at + 1) % channel.pattern.size();
        return channel.pattern.get(next).equals(symbol) ? (Integer) next : channel.places.get(symbol);
    }

    private static void settle(Automaton channel) {
        int best = 1;
        int most = -1;
        for (int length = 1; length <= PATTERN_MAX; length++) {
            int normal = 0;
            for (int i = length; i < channel.learned.size(); i++)
                if (channel.learned.get(i).equals(channel.learned.get(i - length))) normal++;
            // A longer pattern must earn its length: it explains fewer symbols for it starts later.
            if (normal > most) {
                most = normal;
                best = length;
            }
        }
        int start = channel.learned.size() - best;
        channel.pattern = new ArrayList<>(channel.learned.subList(start, channel.learned.size()));
        channel.places = new HashMap<>();
        for (int i = 0; i < best; i++) channel.places.putIfAbsent(channel.pattern.get(i), i);
        channel.at = best - 1;
        channel.learned = null;
    }
}
