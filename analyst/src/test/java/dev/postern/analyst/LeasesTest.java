package dev.postern.analyst;

import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Budget;
import dev.postern.model.Conversation;
import dev.postern.model.Decree;
import dev.postern.model.Fields;
import dev.postern.model.Incident;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

/** D9: what uses up the leases of a server, and what looks like it. */
class LeasesTest {
    private static final String SERVER = Catalogue.SERVER;
    private static final long FORGED = 0x02AA_0000_0000L;

    private final Watched site = Catalogue.site();

    private void dhcp(String operation, long mac, Outcome outcome, Object... fields) {
        Conversation c =
                new Conversation(Watched.ip("0.0.0.0"), Watched.ip("255.255.255.255"), Transport.UDP, 68, 67, 0);
        boolean asks = outcome == Outcome.REQUEST;
        site.accept(new Message(
                site.stamp(),
                c,
                asks,
                "dhcp",
                operation,
                Verb.CONFIGURE,
                outcome,
                "",
                Address.macText(mac),
                -1,
                Fields.of(fields)));
    }

    private void leases(long mac, int host) {
        dhcp("discover", mac, Outcome.REQUEST);
        dhcp("offer", mac, Outcome.SUCCESS, "server", SERVER, "your_address", "192.168.1." + host);
        dhcp("request", mac, Outcome.REQUEST, "server", SERVER, "requested", "192.168.1." + host);
        dhcp("ack", mac, Outcome.SUCCESS, "server", SERVER, "your_address", "192.168.1." + host);
    }

    @Test
    void hardwareAddressesThatOnlyAskForLeasesDrainTheServer() {
        for (int i = 0; i < 60; i++) leases(FORGED + i, 100 + i);
        assertThat(site.told(Situation.LEASES_DRAINED)).singleElement().satisfies(a -> {
            assertThat(a.seen()).startsWith("60 hardware addresses").contains(SERVER);
            assertThat(a.explanation().seen()).isEqualTo(60);
            assertThat(a.evidence()).isNotEmpty();
        });
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.INCIDENT);
        for (int i = 0; i < 60; i++) leases(FORGED + 100 + i, 100 + i);
        assertThat(site.told(Situation.LEASES_DRAINED)).as("one story").hasSize(1);
    }

    @Test
    void aHallOfMachinesThatMovesInSpeaksUnderItsLeases() {
        for (int i = 0; i < 60; i++) {
            leases(OTHER_MAC + i, 100 + i);
            site.arp("192.168.1." + (100 + i), OTHER_MAC + i);
        }
        assertThat(site.told(Situation.LEASES_DRAINED)).isEmpty();
    }

    @Test
    void whoIsSwitchedOnAgainIsNoStranger() {
        for (int i = 0; i < 60; i++) site.arp("192.168.1." + (100 + i), OTHER_MAC + i);
        site.later(1_200);
        for (int i = 0; i < 60; i++) dhcp("discover", OTHER_MAC + i, Outcome.REQUEST);
        assertThat(site.told(Situation.LEASES_DRAINED)).isEmpty();
    }

    @Test
    void manyThatAskInVainOfAServerThatAnswersOthersFindNoneLeft() {
        for (int minute = 0; minute < 3; minute++) {
            for (int i = 0; i < 20; i++) dhcp("discover", OTHER_MAC + i, Outcome.REQUEST);
            leases(PLC_MAC, 10);
            site.minuteEnds();
        }
        assertThat(site.told(Situation.LEASES_DRAINED))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("20 devices ask in vain"));
    }

    @Test
    void whoseOffersAMirrorDoesNotShowDidNotAskInVain() {
        for (int minute = 0; minute < 3; minute++) {
            for (int i = 0; i < 20; i++) {
                dhcp("discover", OTHER_MAC + i, Outcome.REQUEST);
                dhcp(
                        "request",
                        OTHER_MAC + i,
                        Outcome.REQUEST,
                        "server",
                        SERVER,
                        "requested",
                        "192.168.1." + (100 + i));
                site.arp("192.168.1." + (100 + i), OTHER_MAC + i);
            }
            leases(PLC_MAC, 10);
            site.minuteEnds();
        }
        assertThat(site.told(Situation.LEASES_DRAINED)).isEmpty();
    }

    /** Who wants to hear of nothing hears of no flood; of outputs that are switched off he does. */
    @Test
    void aFloodIsAnIncidentByItselfWithinTheBudgetAndTheWordsOfPeople() {
        site.hears(new Budget("b", 0, 0, Decree.UNHEARD, "anna"));
        for (int i = 0; i < 60; i++) leases(FORGED + i, 100 + i);
        assertThat(site.told(Situation.LEASES_DRAINED))
                .singleElement()
                .satisfies(a -> assertThat(a.neverHidden()).isFalse());
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.OBSERVATION);
        assertThat(site.only().heldBack()).isEqualTo(Incident.Tier.INCIDENT);
        site.message(Watched.STATION, Watched.PLC, "cip", "disable outputs", Verb.STOP, "")
                .minuteEnds();
        assertThat(site.incidents.values())
                .filteredOn(i -> i.title().startsWith("Outputs switched off"))
                .singleElement()
                .satisfies(i -> assertThat(i.tier()).isEqualTo(Incident.Tier.INCIDENT));
    }
}
