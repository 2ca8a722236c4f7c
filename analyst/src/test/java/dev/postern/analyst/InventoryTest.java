package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Vendors;
import dev.postern.model.Address;
import dev.postern.model.Device;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private final Watched site = new Watched();

    @Test
    void aDeviceHasItsAddressCardVendorRoleAndZone() {
        site.plant().minuteEnds();
        Device plc = site.deviceAt(PLC);
        assertThat(plc.macs()).containsExactly(Address.mac(PLC_MAC));
        assertThat(plc.vendor()).startsWith("WAGO");
        assertThat(plc.role()).isEqualTo("controller");
        assertThat(plc.purdue()).isEqualTo(1);
        assertThat(plc.services()).containsExactly("modbus");
        assertThat(plc.zone()).isEqualTo("control 192.168.1.0/24");
        assertThat(site.deviceAt(HMI).role()).isEqualTo("hmi");
        assertThat(site.devices.values()).containsExactlyInAnyOrderElementsOf(site.analyst.devices());
    }

    /** Captures of minutes may lie years apart: what was not watched is no silence. */
    @Test
    void aPanelThatWasWatchedForAMinuteYearsAgoIsStillAPanel() {
        site.plant().minuteEnds();
        assertThat(site.deviceAt(HMI).role()).isEqualTo("hmi");
        site.at(900 * 86_400).poll().minuteEnds();
        site.at(901 * 86_400).minuteEnds();
        assertThat(site.deviceAt(HMI).role()).isEqualTo("hmi");
    }

    @Test
    void twoAddressesOfOneCardAreOneDevice() {
        site.arp(PLC, PLC_MAC).arp("192.168.1.11", PLC_MAC).minuteEnds();
        assertThat(site.analyst.devices())
                .singleElement()
                .satisfies(d -> assertThat(d.addresses()).containsExactly(ip(PLC), ip("192.168.1.11")));
    }

    @Test
    void manyAddressesBehindARouterAreManyDevicesAndItIsARouter() {
        site.arp("192.168.1.1", OTHER_MAC).arp(PLC, PLC_MAC);
        for (int i = 1; i <= 5; i++) site.traffic("10.0.0." + i, OTHER_MAC, 63, PLC, PLC_MAC, 64, "modbus", 10);
        site.minuteEnds();
        assertThat(site.analyst.devices()).hasSize(7);
        assertThat(site.deviceAt("10.0.0.1").macs()).isEmpty();
        assertThat(site.deviceAt("192.168.1.1").role()).isEqualTo("router");
    }

    /** A mirror port may show what is routed once, on its way to the router. */
    @Test
    void whoIsHandedPacketsForSeveralInAnotherNetworkIsARouter() {
        site.arp("192.168.1.1", OTHER_MAC).arp(HMI, HMI_MAC);
        for (int i = 1; i <= 3; i++) {
            long own = 0x0080_F411_2200L + i;
            site.arp("10.0.0." + i, own).handed(HMI, HMI_MAC, "10.0.0." + i, OTHER_MAC, own);
        }
        site.minuteEnds();
        assertThat(site.deviceAt("192.168.1.1").role()).isEqualTo("router");
    }

    @Test
    void whoIsHandedPacketsForHisNeighboursIsNone() {
        site.arp("192.168.1.1", OTHER_MAC).arp(HMI, HMI_MAC);
        for (int i = 1; i <= 5; i++) site.handed(HMI, HMI_MAC, "192.168.1.10" + i, OTHER_MAC, 0);
        site.minuteEnds();
        assertThat(site.deviceAt("192.168.1.1").role()).isNotEqualTo("router");
    }

    @Test
    void severalAddressesOfOtherNetworksOnOneCardNeedNoRouter() {
        site.arp("192.168.1.1", OTHER_MAC).arp(HMI, HMI_MAC);
        for (int i = 1; i <= 5; i++) site.handed(HMI, HMI_MAC, "10.0.0." + i, OTHER_MAC, OTHER_MAC);
        site.minuteEnds();
        assertThat(site.deviceAt("192.168.1.1").role()).isNotEqualTo("router");
    }

    @Test
    void aStationThatEngineersIsAnEngineeringStation() {
        site.plant().traffic(STATION, 1L << 20, PLC, PLC_MAC, "s7comm");
        site.message(STATION, PLC, "s7comm", "request download", Verb.DOWNLOAD, "OB1")
                .minuteEnds();
        assertThat(site.deviceAt(STATION).role()).isEqualTo("engineering station");
    }

    @Test
    void groupAddressesAreNoDevices() {
        site.traffic(PLC, PLC_MAC, 64, "239.192.1.1", 0, 0, "cip-io", 0)
                .traffic(PLC, PLC_MAC, 64, "255.255.255.255", 0, 0, "udp/67", 0);
        site.minuteEnds();
        assertThat(site.analyst.devices()).hasSize(1);
        assertThat(site.analyst.conduits()).isEmpty();
    }

    @Test
    void aDeviceOnlySpokenOfIsNotHeard() {
        site.traffic(HMI, HMI_MAC, 64, PLC, 0, 0, "modbus", 0).minuteEnds();
        assertThat(site.deviceAt(PLC).heard()).isFalse();
        assertThat(site.deviceAt(HMI).heard()).isTrue();
    }

    @Test
    void theSurestFactWinsAndEveryFactIsKept() {
        site.tells(PLC, Attribute.MODEL, "1756-L61", 0.95).tells(PLC, Attribute.MODEL, "maybe a PLC", 0.3);
        site.minuteEnds();
        assertThat(site.deviceAt(PLC).model()).isEqualTo("1756-L61");
        assertThat(site.deviceAt(PLC).facts()).hasSize(2);
    }

    @Test
    void conduitsCountPacketsAndMarkWhatCrossesZones() {
        site.plant()
                .traffic("10.0.0.5", OTHER_MAC, 63, PLC, PLC_MAC, 64, "modbus", 10)
                .minuteEnds();
        assertThat(site.analyst.conduits()).hasSize(2);
        assertThat(site.analyst.conduits().getFirst().crossing()).isTrue();
        assertThat(site.analyst.conduits().getLast().packets()).isEqualTo(20);
    }

    @Test
    void aTableThatIsFullCountsWhatItRefused() {
        Settings small = new Settings(1, 1, 1, 1e-4, 1e-6, 1, 1, new Settings.Limits(4, 2, 2, 1, 10, 10, 10, 10, 10));
        Watched crowded = new Watched(small);
        for (int i = 1; i < 20; i++) crowded.traffic("10.0.0." + i, 100 + i, PLC, PLC_MAC, "modbus");
        assertThat(crowded.analyst.devices()).hasSizeLessThanOrEqualTo(4);
        assertThat(crowded.analyst.limitsHit()).containsKeys("devices", "conduits");
    }

    @Test
    void whomADeviceNoLongerRemembersIsCounted() {
        for (int i = 1; i < 100; i++) site.traffic("10.0.0." + i, 100 + i, PLC, PLC_MAC, "modbus");
        for (int i = 1; i < 20; i++) site.traffic("10.0.0.1", 101, PLC, PLC_MAC, "modbus");
        site.minuteEnds();
        assertThat(site.analyst.limitsHit())
                .containsEntry("peers of a device", 99L - 64)
                .containsEntry("peers of a service", 99L - 64);
    }

    @Test
    void theVendorTableKnowsLongAndShortPrefixes() {
        assertThat(Vendors.size()).isGreaterThan(50_000);
        assertThat(Vendors.of(0x0000_BC01_0203L)).isEqualTo("Rockwell Automation");
        assertThat(Vendors.of(0x0200_0000_0001L)).isEmpty();
    }

    @Test
    void whoPublishesStatusOfABayIsAProtectionRelayAndWhoPublishesSamplesAMergingUnit() {
        site.traffic(mac(1), 1, 0, "01:0c:cd:01:00:01", 0, 0, "goose", 0);
        site.traffic(mac(2), 2, 0, "01:0c:cd:04:00:01", 0, 0, "sv", 0).minuteEnds();
        assertThat(site.analyst.devices()).extracting("role").contains("protection relay", "merging unit");
    }

    @Test
    void aControllerIsNamedAfterWhatItIsAskedIn() {
        site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "tristation");
        site.traffic(HMI, HMI_MAC, "192.168.1.11", PLC_MAC + 9, "bacnet");
        site.traffic(HMI, HMI_MAC, "192.168.1.12", PLC_MAC + 10, "opcua").minuteEnds();
        assertThat(site.deviceAt(PLC).role()).isEqualTo("safety controller");
        assertThat(site.deviceAt("192.168.1.11").role()).isEqualTo("building controller");
        assertThat(site.deviceAt("192.168.1.12").role()).isEqualTo("opc server");
    }

    /** As with MQTT: what sensors tell goes to a broker, here through a gateway that speaks both. */
    @Test
    void brokersAndGatewaysOfSensorsAreKnownByWhatTheySpeak() {
        site.traffic("10.9.9.1", 0x10_0001L, "10.9.9.2", 0x10_0002L, "mqttsn");
        site.traffic("10.9.9.3", 0x10_0003L, "10.9.9.4", 0x10_0004L, "mqttsn");
        site.traffic("10.9.9.4", 0x10_0004L, "10.9.9.5", 0x10_0005L, "mqtt").minuteEnds();
        assertThat(site.deviceAt("10.9.9.1").role()).isEqualTo("gateway");
        assertThat(site.deviceAt("10.9.9.2").role()).isEqualTo("server");
        assertThat(site.deviceAt("10.9.9.2").roleReason()).contains("broker");
        assertThat(site.deviceAt("10.9.9.4").role()).isEqualTo("gateway");
        assertThat(site.deviceAt("10.9.9.4").roleReason()).contains("sensors");
        assertThat(site.deviceAt("10.9.9.5").role()).isEqualTo("server");
    }

    /** What a controller publishes for others makes no gateway of it, as with any field bus; asking in another language does. */
    @Test
    void aControllerThatPublishesOverPubSubStaysOne() {
        site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "modbus").polls(HMI, PLC, "modbus");
        site.traffic(PLC, PLC_MAC, "192.168.1.11", PLC_MAC + 9, "uadp");
        site.traffic(HMI, HMI_MAC, "192.168.1.12", PLC_MAC + 10, "modbus").polls(HMI, "192.168.1.12", "modbus");
        site.traffic("192.168.1.12", PLC_MAC + 10, "192.168.1.13", PLC_MAC + 11, "dnp3")
                .polls("192.168.1.12", "192.168.1.13", "dnp3")
                .minuteEnds();
        assertThat(site.deviceAt(PLC).role()).isEqualTo("controller");
        assertThat(site.deviceAt("192.168.1.12").role()).isEqualTo("gateway");
    }

    private static String mac(int last) {
        return "00:30:a7:00:00:0" + last;
    }

    /** A controller of a building that its server reads. */
    private void heats(String controller, long mac) {
        for (int minute = 0; minute < 5; minute++)
            site.traffic("10.9.9.5", 0x10_0005L, controller, mac, "bacnet")
                    .polls("10.9.9.5", controller, "bacnet")
                    .minuteEnds();
    }

    @Test
    void aControllerOfABuildingMakesNoControlNetworkOfAnOffice() {
        site.plant();
        heats("10.9.9.71", 0x10_0071L);
        assertThat(site.deviceAt("10.9.9.71").role()).isEqualTo("building controller");
        site.traffic("10.9.9.50", 0x10_0003L, "10.9.9.51", 0x10_0004L, "smb2").minuteEnds();
        assertThat(site.deviceAt("10.9.9.50").zone()).doesNotStartWith("control");
    }

    @Test
    void aNetworkOfNothingButABuildingsControllersIsAControlNetwork() {
        site.plant();
        for (int minute = 0; minute < 5; minute++)
            site.traffic(HMI, HMI_MAC, "10.9.9.71", 0x10_0071L, "bacnet")
                    .polls(HMI, "10.9.9.71", "bacnet")
                    .minuteEnds();
        assertThat(site.deviceAt("10.9.9.71").zone()).startsWith("control");
    }
}
