package dev.postern.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.weak.Clue;
import dev.postern.analyst.weak.Kind;
import dev.postern.model.AuditReport;
import dev.postern.model.Conversation;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final double HOUR = 3_600;
    private static final double DAY = 86_400;
    private static final String OUTSIDE = "93.184.216.34";

    private final Watched site = new Watched();

    private List<AuditReport.Item> found(String section) {
        return site.audit().sections().stream()
                .filter(s -> s.name().equals(section))
                .findFirst()
                .orElseThrow()
                .items();
    }

    private void opens(String client, String server, int port, String service, Traffic.Opening opening) {
        Conversation c = new Conversation(Watched.ip(client), Watched.ip(server), Transport.TCP, 50_000, port, 0);
        boolean answered = opening == Traffic.Opening.OPENED;
        site.accept(new Traffic(
                site.stamp(),
                c,
                service,
                0,
                new Traffic.Side(10, 1_000, 0, 64),
                new Traffic.Side(answered ? 10 : 0, answered ? 1_000 : 0, 0, 64),
                0,
                0,
                opening,
                true,
                true));
    }

    @Test
    void anAuditComesDueAfterAnHourADayAWeekAndAMonthAndNotAgain() {
        site.plant();
        for (double at = HOUR / 2; at < 90 * DAY; at += HOUR * 23) site.at(at).poll();
        assertThat(site.audits).extracting(AuditReport::span).containsExactly("1 hour", "1 day", "7 days", "30 days");
        assertThat(site.audits.getFirst().sentence()).startsWith("After 1 hour, ");
        assertThat(site.audits.getLast().atNanos() - site.audits.getFirst().atNanos())
                .isLessThan(31L * 86_400_000_000_000L);
    }

    @Test
    void afterASilenceOnlyTheLongestIsTold() {
        site.plant().at(HOUR / 2).poll().at(24.4 * HOUR).poll().at(24.5 * HOUR);
        assertThat(site.audits).extracting(AuditReport::span).containsExactly("1 day");
    }

    @Test
    void noAuditComesDueWhileNothingIsHeard() {
        site.plant().at(HOUR / 2).poll().at(100 * 365 * DAY).poll().at(100 * 365 * DAY + HOUR / 4);
        assertThat(site.audits).isEmpty();
    }

    @Test
    void aSteadyContactWithTheOutsideIsFoundFromTheFirstHourOn() {
        for (int i = 0; i < 12; i++) {
            site.at(300 * i + 20 * (i % 3));
            opens(Watched.STATION, OUTSIDE, 443, "tls", Traffic.Opening.UNANSWERED);
        }
        assertThat(found("beacons")).singleElement().satisfies(i -> {
            assertThat(i.sentence()).contains(OUTSIDE, "every 5 minutes", "without an answer");
            assertThat(i.detail()).startsWith("12 openings");
            assertThat(i.evidence()).hasSize(1);
        });
    }

    @Test
    void whatAPersonDoesAndWhatAPlantDoesIsNoBeacon() {
        int[] gaps = {40, 900, 60, 3_000, 30, 200, 5_000, 45, 700, 90};
        double at = 0;
        for (int gap : gaps) {
            site.at(at += gap);
            opens(Watched.STATION, OUTSIDE, 443, "tls", Traffic.Opening.OPENED);
        }
        for (int i = 0; i < 20; i++) {
            site.at(at += 60);
            opens(Watched.HMI, Watched.PLC, 502, "modbus", Traffic.Opening.OPENED);
            opens(Watched.HMI, Watched.NAMES, 53, "dns", Traffic.Opening.OPENED);
            for (int host = 40; host < 45; host++)
                opens("192.168.1." + host, Watched.NAMES, 80, "http", Traffic.Opening.OPENED);
        }
        assertThat(found("beacons")).isEmpty();
    }

    @Test
    void aHostThatKnocksAtManyDoorsIsFoundAndOneThatLooksForAServerIsNot() {
        for (int port = 1; port <= 40; port++)
            opens(Watched.STATION, Watched.PLC, port, "tcp/" + port, Traffic.Opening.REFUSED);
        for (int i = 0; i < 40; i++) opens(Watched.HMI, Watched.NAMES, 445, "tcp/445", Traffic.Opening.UNANSWERED);
        assertThat(found("scans")).singleElement().satisfies(i -> {
            assertThat(i.devices()).containsExactly(Watched.ip(Watched.STATION));
            assertThat(i.sentence()).contains("40 doors");
            assertThat(i.detail()).isEqualTo("1 host, 40 ports");
        });
    }

    @Test
    void anOfficeDeviceAtAControllerIsRareFromTheFirstMinuteOn() {
        site.plant();
        site.traffic("10.9.0.7", Watched.OTHER_MAC, "10.9.0.8", 0x001B_1B09_0009L, "smb2");
        site.traffic("10.9.0.7", Watched.OTHER_MAC, "10.9.0.8", 0x001B_1B09_0009L, "http")
                .minuteEnds();
        assertThat(found("rare-edges")).isEmpty();
        site.traffic(Watched.PLC, Watched.PLC_MAC, "10.9.0.8", 0x001B_1B09_0009L, "http")
                .minuteEnds();
        assertThat(found("rare-edges")).singleElement().satisfies(i -> {
            assertThat(i.devices().getFirst()).isEqualTo(Watched.ip(Watched.PLC));
            assertThat(i.detail()).contains("controller turns to the office");
        });
    }

    @Test
    void oneThatGoesThroughManyDevicesIsOneFinding() {
        for (int host = 50; host < 58; host++)
            for (int plc = 10; plc < 15; plc++)
                site.traffic(
                        "192.168.1." + host,
                        0x0010_0000_0000L + host,
                        "192.168.1." + plc,
                        0x0020_0000_0000L + plc,
                        "modbus");
        for (int plc = 10; plc < 15; plc++)
            site.traffic("192.168.1.50", 0x0010_0000_0032L, "192.168.1." + plc, 0x0020_0000_0000L + plc, "http");
        site.minuteEnds();
        assertThat(found("rare-edges")).singleElement().satisfies(i -> {
            assertThat(i.sentence()).contains("192.168.1.50", "talks http to").endsWith("and 4 more.");
            assertThat(i.devices()).hasSize(6);
        });
    }

    @Test
    void whatOneOfManyOfARoleDoesIsRareAndWhatAllDoIsNot() {
        for (int host = 50; host < 58; host++)
            site.traffic("192.168.1." + host, 0x0010_0000_0000L + host, "192.168.1.10", Watched.PLC_MAC, "modbus");
        site.traffic("192.168.1.50", 0x0010_0000_0032L, "192.168.1.10", Watched.PLC_MAC, "http")
                .minuteEnds();
        assertThat(found("rare-edges")).singleElement().satisfies(i -> {
            assertThat(i.sentence()).contains("192.168.1.50", "http");
            assertThat(i.detail()).isEqualTo("1 of 8 devices of the role hmi do so.");
        });
    }

    @Test
    void engineeringInClearStandsApartFromOtherWeakSpots() {
        site.plant().minuteEnds();
        site.analyst.accept(new Clue(
                site.stamp(), Watched.ip(Watched.PLC), Kind.UNAUTHENTICATED_ENGINEERING, "download over s7comm"));
        site.analyst.accept(new Clue(site.stamp(), Watched.ip(Watched.STATION), Kind.SMB1, "on port 445"));
        assertThat(found("engineering"))
                .singleElement()
                .satisfies(i -> assertThat(i.sentence()).contains("download over s7comm"));
        assertThat(found("weak-spots"))
                .singleElement()
                .satisfies(i -> assertThat(i.sentence()).contains("SMB 1"));
    }

    @Test
    void namesOfTheOutsideAreListed() {
        site.plant().looksUp(Watched.STATION, "update.maker.example.com", 0);
        assertThat(found("outside"))
                .singleElement()
                .satisfies(i -> assertThat(i.sentence()).contains("update.maker.example.com"));
    }

    @Test
    void whatIsToldAsAnIncidentIsNamedBeforeAnythingElse() {
        site.plant().looksUp(Watched.STATION, "update.maker.example.com", 0);
        for (int minute = 1; minute < 70; minute++) site.at(60 * minute).poll();
        site.arp(Watched.PLC, Watched.OTHER_MAC)
                .arp(Watched.HMI, Watched.OTHER_MAC)
                .minuteEnds();
        AuditReport audit = site.audit();
        AuditReport.Section first = audit.sections().getFirst();
        assertThat(first.name()).isEqualTo("incidents");
        assertThat(first.items()).isNotEmpty().first().satisfies(i -> {
            assertThat(i.detail()).startsWith("incident incident-").contains("still going on");
            assertThat(i.evidence()).isNotEmpty();
            assertThat(audit.sentence())
                    .startsWith("So far, ")
                    .contains("incidents and notices: ")
                    .endsWith(" First: " + i.sentence());
        });
        site.at(100 * HOUR);
        assertThat(site.audit().sections().getFirst().items())
                .isNotEmpty()
                .allSatisfy(i -> assertThat(i.detail()).doesNotContain("going on"));
    }

    @Test
    void aQuietSiteHasNothingToLookAt() {
        site.plant();
        for (int minute = 1; minute < 70; minute++) site.at(60 * minute).poll();
        assertThat(site.audits)
                .singleElement()
                .satisfies(r -> assertThat(r.sentence()).isEqualTo("After 1 hour, nothing stands out."));
    }

    @Test
    void listsAreCutAndSayHowMuchIsLeftOut() {
        for (int host = 1; host <= 60; host++)
            for (int port = 1; port <= 20; port++)
                opens("10.0.0." + host, Watched.PLC, port, "tcp/" + port, Traffic.Opening.REFUSED);
        AuditReport.Section scans = site.audit().sections().stream()
                .filter(s -> s.name().equals("scans"))
                .findFirst()
                .orElseThrow();
        assertThat(scans.items()).hasSize(40);
        assertThat(scans.leftOut()).isEqualTo(20);
        assertThat(site.audit().sentence()).contains("knocking at many doors: 60");
    }

    @Test
    void theSameIsToldOnEveryRun() {
        Watched other = new Watched();
        for (Watched each : List.of(site, other)) {
            each.plant();
            for (int i = 0; i < 300; i++)
                each.traffic("10.0." + i % 7 + "." + i % 31, 0, "192.168.1." + i % 11, 0, i % 2 == 0 ? "http" : "rdp");
            each.at(Settings.HOUR_NANOS / 1e9 + 120);
        }
        assertThat(site.audits).isEqualTo(other.audits);
    }
}
