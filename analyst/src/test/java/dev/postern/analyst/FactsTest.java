package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Device;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

/** What was said, what it was before, and what follows from it. */
class FactsTest {
    private final Watched site = new Watched();

    private Device plc() {
        site.minuteEnds();
        return site.deviceAt(PLC);
    }

    private Watched firmware(String value) {
        return site.identity(PLC, Attribute.FIRMWARE, value, "cip", 0.95);
    }

    @Test
    void aFirmwareThatChangedSaysFromWhatToWhatAndWhen() {
        site.plant().at(60);
        firmware("20.11").at(7200);
        firmware("20.19");
        Device plc = plc();
        assertThat(plc.firmware()).isEqualTo("20.19");
        assertThat(plc.changes()).singleElement().satisfies(c -> {
            assertThat(c.from()).isEqualTo("20.11");
            assertThat(c.to()).isEqualTo("20.19");
            assertThat(c.frame()).isNotNull();
        });
        assertThat(plc.facts())
                .filteredOn(f -> f.value().equals("20.11"))
                .singleElement()
                .satisfies(f -> assertThat(f.untilNanos())
                        .isEqualTo(plc.changes().getFirst().atNanos()));
    }

    @Test
    void whatComesBackIsAChangeToo() {
        site.plant().at(60);
        firmware("20.11").at(7200);
        firmware("20.19").at(14_400);
        firmware("20.11");
        assertThat(plc().changes()).extracting(Device.Change::to).containsExactly("20.19", "20.11");
        assertThat(plc().firmware()).isEqualTo("20.11");
    }

    @Test
    void whatOneSourceSaysInOneBreathIsNoChange() {
        site.plant();
        for (int i = 0; i < 5; i++) {
            site.at(60 + 3600 * i);
            site.identity(PLC, Attribute.TYPE, "M580", "modbus", 0.95);
            site.identity(PLC, Attribute.TYPE, "Ethernet PAC", "modbus", 0.95);
        }
        assertThat(plc().changes()).isEmpty();
        assertThat(plc().facts())
                .filteredOn(f -> f.source().equals("modbus"))
                .allSatisfy(f -> assertThat(f.holds()).isTrue());
    }

    @Test
    void whoSpeaksOfManyOthersDoesNotChangeWithEach() {
        site.plant();
        for (int i = 0; i < 40; i++) {
            site.at(60 + 600 * i);
            site.identity(PLC, Attribute.NAME, "host-" + i, "dhcp", 0.9);
        }
        assertThat(plc().changes()).hasSizeLessThan(8);
    }

    @Test
    void anObjectWeighsMoreThanABannerAndABannerMoreThanTheHardwareAddress() {
        site.plant();
        assertThat(plc().vendor()).startsWith("WAGO");
        site.identity(PLC, Attribute.VENDOR, "by its banner", "http", 0.7);
        assertThat(plc().vendor()).isEqualTo("by its banner");
        site.identity(PLC, Attribute.VENDOR, "by its identity object", "cip", 0.95);
        site.identity(PLC, Attribute.VENDOR, "by another banner", "http", 0.7);
        assertThat(plc().vendor()).isEqualTo("by its identity object");
        assertThat(plc().facts()).anySatisfy(f -> assertThat(f.source()).isEqualTo("hardware address"));
    }

    @Test
    void aRefusedConnectionIsNoService() {
        site.plant();
        site.attempt(HMI, HMI_MAC, PLC, PLC_MAC, "dnp3", Traffic.Opening.REFUSED);
        assertThat(plc().services()).containsExactly("modbus");
        assertThat(plc().role()).isEqualTo("controller");
    }

    @Test
    void aRoleSaysWhy() {
        site.plant();
        assertThat(plc().roleReason()).isEqualTo("it serves a plant protocol to 1 client");
        assertThat(plc().criticality()).isEqualTo(4);
        assertThat(site.deviceAt(HMI).roleReason()).isEqualTo("it asks 1 plant device");
    }

    @Test
    void aProductSaysWhatItIs() {
        site.arp(PLC, PLC_MAC).identity(PLC, Attribute.MODEL, "SINAMICS G120", "profinet", 0.95);
        assertThat(plc().role()).isEqualTo("drive");
        assertThat(plc().purdue()).isEqualTo(1);
    }

    @Test
    void whoReadsEveryQuarterOfAnHourAndNeverWritesIsAServerAndNoPanel() {
        site.plant();
        String meters = "192.168.1.78";
        for (int quarter = 1; quarter < 160; quarter++) {
            site.at(900.0 * quarter).poll();
            site.traffic(meters, 0x5000_0002L, PLC, PLC_MAC, "modbus").polls(meters, PLC, "modbus");
        }
        site.minuteEnds();
        assertThat(site.deviceAt(meters).role()).isEqualTo("server");
        assertThat(site.deviceAt(meters).purdue()).isEqualTo(3);
    }

    @Test
    void aPanelThatIsSwitchedOnForAnHourADayIsAPanel() {
        site.plant();
        String panel = "192.168.1.79";
        for (int minute = 1; minute < 4 * 1440; minute++) {
            site.at(60.0 * minute).poll();
            if (minute % 1440 < 60)
                site.traffic(panel, 0x5000_0003L, PLC, PLC_MAC, "modbus").polls(panel, PLC, "modbus");
        }
        assertThat(site.deviceAt(panel).role()).isEqualTo("hmi");
    }

    /** @param beats the two tell each other that they are there */
    private String roleOfOneThatStoodIn(boolean beats) {
        String first = "192.168.1.80";
        String second = "192.168.1.81";
        for (int minute = 1; minute < 3 * 1440; minute++) {
            boolean standsIn = minute >= 1440 && minute < 1440 + 150;
            site.at(60.0 * minute);
            for (int plc = 0; plc < (standsIn ? 4 : 6); plc++) {
                String asks = standsIn ? second : first;
                long mac = standsIn ? 0x5000_0081L : 0x5000_0080L;
                site.traffic(asks, mac, "192.168.1.9" + plc, 0x5000_0090L + plc, "modbus")
                        .polls(asks, "192.168.1.9" + plc, "modbus");
            }
            if (beats) site.traffic(second, 0x5000_0081L, first, 0x5000_0080L, "udp/4000");
        }
        site.minuteEnds();
        assertThat(site.deviceAt(first).role()).isEqualTo("scada");
        return site.deviceAt(second).role();
    }

    @Test
    void whoAsksForSomeHoursWhatItsPartnerAsksIsAStandby() {
        assertThat(roleOfOneThatStoodIn(true)).isEqualTo("scada");
    }

    @Test
    void whoAsksForSomeHoursAndKnowsNoServerIsNone() {
        assertThat(roleOfOneThatStoodIn(false)).isEqualTo("hmi");
    }

    @Test
    void whoOnlyVisitedIsNoPanel() {
        site.plant();
        String laptop = "192.168.1.77";
        site.at(60);
        for (int minute = 2; minute < 30; minute++) {
            site.traffic(laptop, 0x5000_0001L, PLC, PLC_MAC, "modbus").polls(laptop, PLC, "modbus");
            site.at(60.0 * minute);
        }
        site.minuteEnds();
        assertThat(site.deviceAt(laptop).role()).isEqualTo("hmi");
        site.livesUntil(4 * 86_400);
        assertThat(site.deviceAt(laptop).role()).isEqualTo("laptop");
        assertThat(site.deviceAt(HMI).role()).isEqualTo("hmi");
    }

    @Test
    void aComputerHasTheLevelOfThePlaceWhereItStands() {
        site.plant();
        site.traffic("192.168.1.50", 0x10_0001L, "192.168.1.51", 0x10_0002L, "smb2");
        site.traffic("10.9.9.50", 0x10_0003L, "10.9.9.51", 0x10_0004L, "smb2").minuteEnds();
        assertThat(site.deviceAt("192.168.1.51").purdue()).isEqualTo(3);
        assertThat(site.deviceAt("10.9.9.51").purdue()).isEqualTo(4);
    }

    @Test
    void engineeringMakesAStationOfLevelTwo() {
        site.plant().traffic(Watched.STATION, 1L << 20, PLC, PLC_MAC, "s7comm");
        site.message(Watched.STATION, PLC, "s7comm", "request download", Verb.DOWNLOAD, "OB1");
        site.minuteEnds();
        assertThat(site.deviceAt(Watched.STATION).purdue()).isEqualTo(2);
    }

    @Test
    void anAddressThatIsSaidForANameIsNone() {
        site.arp(PLC, PLC_MAC)
                .identity(PLC, Attribute.NAME, PLC, "tls", 0.5)
                .identity(PLC, Attribute.NAME, "fe80::1", "tls", 0.5)
                .identity(PLC, Attribute.NAME, "pump-7", "tls", 0.5)
                .minuteEnds();
        assertThat(site.deviceAt(PLC).names()).containsExactly("pump-7");
    }
}
