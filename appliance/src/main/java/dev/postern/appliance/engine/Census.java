package dev.postern.appliance.engine;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was observed, for the summary. One per shard, added up at the end. */
public final class Census {
    private final Map<String, long[]> messages = new TreeMap<>();
    private final Map<String, Map<String, long[]>> malformed = new TreeMap<>();

    void count(Observation observation) {
        if (observation instanceof Message message) messages.computeIfAbsent(message.protocol(), _ -> new long[1])[0]++;
        else if (observation instanceof Malformed broken)
            malformed.computeIfAbsent(broken.layer(), _ -> new TreeMap<>())
                    .computeIfAbsent(broken.rule(), _ -> new long[1])[0]++;
    }

    public void addTo(Map<String, Long> allMessages, Map<String, Long> allMalformed) {
        messages.forEach((protocol, count) -> allMessages.merge(protocol, count[0], Long::sum));
        malformed.forEach((layer, rules) ->
                rules.forEach((rule, count) -> allMalformed.merge(layer + ": " + rule, count[0], Long::sum)));
    }
}
