package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Identity.Attribute;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * For every situation what raises it, and what looks like it and does not. What the pattern of life finds comes as the anomaly that its own tests
 * raise from traffic ({@code learned}); all else as observations, to a site that learned for a day.
 */
final class Catalogue {
    static final String OFFICE = "10.9.0.5";
    static final String GATEWAY = "192.168.1.1";
    static final String SERVER = "192.168.1.2";

    private Catalogue() {}

    private static List<Proofs> sections() {
        return List.of(
                new ChangeProofs(),
                new ControlProofs(),
                new ValidityProofs(),
                new IntrusionProofs(),
                new OutsideProofs(),
                new AvailabilityProofs());
    }

    static Map<Situation, Proofs.Proof> all() {
        Map<Situation, Proofs.Proof> all = new EnumMap<>(Situation.class);
        for (Proofs section : sections()) all.putAll(section.proofs);
        return all;
    }

    /** @return null where the analyst finds it by itself */
    static List<String> fromTraffic(Situation situation) {
        for (Proofs section : sections()) if (section.tests.containsKey(situation)) return section.tests.get(situation);
        return null;
    }

    /** A site that has learned for a day. */
    static Watched site() {
        Watched site = new Watched().plant().dhcpAck(SERVER, GATEWAY, SERVER);
        site.identity(PLC, Attribute.FIRMWARE, "2.0", "cip", 0.95).identity(PLC, Attribute.PROGRAM, "1", "cip", 0.95);
        site.identity(STATION, Attribute.FIRMWARE, "1.0", "cip", 0.95)
                .identity(STATION, Attribute.FIRMWARE, "2.0", "cip", 0.95);
        site.malformed(HMI, PLC, "modbus", "quantity out of range");
        for (int minute = 1; minute < 120; minute++) {
            site.at(60 * minute).poll();
            site.traffic("10.7.0.1", OTHER_MAC, 64, "10.8.0.1", OTHER_MAC + 2, 64, "udp/9000", 0);
        }
        return site.at(Watched.DAY + 60).poll().minuteEnds();
    }
}
