package dev.postern.analyst;

import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Channel;
import dev.postern.model.Verb;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The proofs of one section of the catalogue. */
abstract class Proofs {
    /**
     * @param raise null where tests of their own, named {@code raised} and {@code resembles}, do both
     * @param learned found by the pattern of life; the analyst gives it its name
     */
    record Proof(
            String raised, Consumer<Watched> raise, String resembles, Consumer<Watched> resemble, boolean learned) {
        boolean isHere() {
            return raise != null;
        }
    }

    final Map<Situation, Proof> proofs = new EnumMap<>(Situation.class);
    /** The test in {@code life} or {@code appliance} that raises its channel from traffic, and the one in which traffic only looks like it. */
    final Map<Situation, List<String>> tests = new EnumMap<>(Situation.class);

    void put(Situation s, Proof proof) {
        proofs.put(s, proof);
    }

    void proof(Situation s, String raised, Consumer<Watched> raise, String resembles, Consumer<Watched> other) {
        put(s, new Proof(raised, raise, resembles, other, false));
    }

    void deed(Situation s, String protocol, String operation, Verb verb, String resembles, Verb other) {
        proof(
                s,
                protocol + ": " + operation,
                site -> site.message(STATION, PLC, protocol, operation, verb, ""),
                protocol + ": " + resembles,
                site -> site.message(STATION, PLC, protocol, "read it", other, ""));
    }

    /** @param raises test of its own, and so is {@code resembles} */
    void tested(Situation s, String raises, String resembles) {
        put(s, new Proof(raises, null, resembles, null, false));
    }

    /** Beside it, a deviation of another kind. */
    void learned(Situation s, Channel channel, Verb verb) {
        Channel other = channel == Channel.BINDING_VLAN || s == Situation.PATH_CHANGED
                ? Channel.BINDING_NAME
                : Channel.BINDING_VLAN;
        put(
                s,
                new Proof(
                        channel.label(),
                        site -> site.deviation(channel, STATION, PLC, verb, 1e-5),
                        other.label(),
                        site -> site.deviation(other, STATION, PLC, Verb.READ, 1e-5),
                        true));
    }

    /** @param rows the situation and its two tests on each line */
    void fromTraffic(String rows) {
        rows.lines()
                .map(row -> List.of(row.split(" ")))
                .forEach(words -> tests.put(Situation.valueOf(words.getFirst()), words.subList(1, 3)));
    }
}
