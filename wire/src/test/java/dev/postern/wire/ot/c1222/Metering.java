package dev.postern.wire.ot.c1222;

import dev.postern.model.Identity;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import java.util.List;

/** A meter that is asked and answers, and what was read of it. */
abstract class Metering {
    /** Little-endian, times of five octets, numbers of four octets: floating-point for sums, integers for demands. */
    static final String CONFIGURATION = "00 000d 00 02 81 41434D45 02 00 10 ff 02 00 5A";

    /** Seasons, times, counted resets, cumulative demands; 2 sums, 1 demand, 1 coincident value, 1 occurrence, 1 tier. */
    static final String DIMENSIONS = "00 000a 17 00 02 02 01 01 01 01 01 01 5A";

    /** As {@link #CONFIGURATION}, with the octets of the sets and the sets themselves: of load profiles the first and the third. */
    static final String SETS = "00 0029 00 02 81 41434D45 02 00 10 ff 02 00 09 01 01 01 00 00"
            + "ffffffffffffffff05 ff ff ff ffffffffffffffffff ff 5A";

    final Bench bench = new Bench(new C1222Dissector(), Transport.TCP, 1153);

    Object field(int index, String name) {
        return bench.messages().get(index).fields().get(name);
    }

    List<String> identities() {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> (i.attribute() + " " + i.value() + " " + i.place()).strip())
                .toList();
    }

    /** The meter answers a request for {@code service}; both units are as short as they can be. */
    void asksAndAnswers(String service, String answer) {
        asksAndAnswers("060f2b060104018285638e7f85f1c24e00", service, answer);
    }

    void asksAndAnswers(String meter, String service, String answer) {
        bench.client(unit("a2" + element(meter) + "a803020105", service));
        bench.server(unit("a403020105a6" + element(meter) + "a803020109", answer));
    }

    static String unit(String titles, String service) {
        String epsem = element("80" + element(service.replace(" ", "")));
        return "60" + element(titles + "be" + element("28" + element("81" + epsem)));
    }

    static String element(String hex) {
        int octets = hex.length() / 2;
        return (octets < 0x80 ? "%02x" : "81%02x").formatted(octets) + hex;
    }
}
