package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Device;
import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import org.junit.jupiter.api.Test;

/** What is one device and what is not. */
class MergesTest {
    private static final String SECOND = "192.168.2.10";
    private static final String THIRD = "192.168.3.10";
    private static final long SECOND_MAC = 0x000C_2901_7777L;
    private static final long THIRD_MAC = 0x0050_5601_8888L;

    private final Watched site = new Watched();

    private Watched three() {
        return site.arp(PLC, PLC_MAC).arp(SECOND, SECOND_MAC).arp(THIRD, THIRD_MAC);
    }

    private Watched serial(String address, String value) {
        return site.identity(address, Attribute.SERIAL, value, "cip", 0.95);
    }

    private void module(String address, String place, Attribute attribute, String value) {
        site.accept(new Identity(site.stamp(), ip(address), attribute, value, "cip", 0.95, place));
    }

    @Test
    void threeAddressesWithOneSerialNumberAreOneDeviceAndSayWhy() {
        three();
        for (String address : new String[] {PLC, SECOND, THIRD}) serial(address, "00a1b2c3");
        site.minuteEnds();
        assertThat(site.analyst.devices()).singleElement().satisfies(d -> {
            assertThat(d.addresses()).containsExactly(ip(PLC), ip(SECOND), ip(THIRD));
            assertThat(d.macs()).hasSize(3);
            assertThat(d.joints())
                    .hasSize(2)
                    .allSatisfy(j -> assertThat(j.reason()).isEqualTo("the same serial number (cip)"));
        });
    }

    @Test
    void whatWasToldBeforeAsAnotherDeviceIsTakenBack() {
        three().minuteEnds();
        assertThat(site.devices).hasSize(3);
        serial(PLC, "00a1b2c3");
        serial(SECOND, "00a1b2c3").minuteEnds();
        assertThat(site.devices.values().stream().filter(d -> !d.isGone())).hasSize(2);
    }

    @Test
    void twoThatTalkToEachOtherAreTwoWhateverTheySay() {
        three();
        serial(PLC, "00a1b2c3");
        serial(SECOND, "00a1b2c3").minuteEnds();
        assertThat(site.analyst.devices()).hasSize(2);
        site.traffic(SECOND, SECOND_MAC, PLC, PLC_MAC, "http").minuteEnds();
        assertThat(site.analyst.devices()).as("the merge is undone").hasSize(3);
        assertThat(site.deviceAt(PLC).joints()).isEmpty();
    }

    @Test
    void aHostNameAloneJoinsNobodyAndWithAKeyItDoes() {
        three();
        for (String address : new String[] {PLC, SECOND})
            site.identity(address, Attribute.NAME, "pump-station", "dhcp", 0.9);
        site.minuteEnds();
        assertThat(site.analyst.devices()).hasSize(3);
        for (String address : new String[] {PLC, SECOND})
            site.identity(address, Attribute.FINGERPRINT, "ssh key ed25519 ab:cd:ef", "ssh", 0.9);
        site.minuteEnds();
        assertThat(site.analyst.devices()).hasSize(2);
    }

    @Test
    void clonesWithTheSameKeyAndIdentifierInOneNetworkStayApart() {
        for (int i = 0; i < 8; i++) {
            String clone = "192.168.1." + (100 + i);
            site.arp(clone, SECOND_MAC + i * 0x100L);
            serial(clone, "00a1b2c3").identity(clone, Attribute.FINGERPRINT, "ssh key rsa ab:cd", "ssh", 0.9);
        }
        site.minuteEnds();
        assertThat(site.analyst.devices()).hasSize(8);
    }

    @Test
    void twoCopiesOfOneDiskInOneNetworkStayTwoWhateverTheyShare() {
        String copy = "192.168.1.11";
        site.arp(PLC, PLC_MAC).arp(copy, SECOND_MAC);
        for (String address : new String[] {PLC, copy}) {
            site.identity(address, Attribute.FINGERPRINT, "ssh key rsa ab:cd", "ssh", 0.9);
            site.identity(address, Attribute.CERTIFICATE, "CN=server", "tls", 0.9);
            site.identity(address, Attribute.NAME, "server-template", "dhcp", 0.9);
            for (int i = 0; i < 4; i++) site.identity(address, Attribute.FINGERPRINT, "smb guid 1-2-3", "smb2", 0.9);
        }
        site.minuteEnds();
        assertThat(site.analyst.devices()).hasSize(2);
    }

    @Test
    void aFactoryKeyAndCertificateWithoutANameJoinNobody() {
        three();
        for (String address : new String[] {PLC, SECOND}) {
            site.identity(address, Attribute.FINGERPRINT, "ssh key rsa ab:cd", "ssh", 0.9);
            site.identity(address, Attribute.CERTIFICATE, "CN=device", "tls", 0.9);
        }
        site.minuteEnds();
        assertThat(site.analyst.devices()).hasSize(3);
    }

    @Test
    void whoContradictsAnotherIsNotIt() {
        three();
        for (String address : new String[] {PLC, SECOND}) {
            site.identity(address, Attribute.NAME, "pump-station", "dhcp", 0.9);
            site.identity(address, Attribute.CERTIFICATE, "CN=device", "tls", 0.9);
        }
        serial(PLC, "00a1b2c3");
        serial(SECOND, "00d4e5f6").minuteEnds();
        assertThat(site.analyst.devices()).hasSize(3);
    }

    @Test
    void aRackIsOneDeviceOverAllItsInterfacesAndHasItsModules() {
        three();
        int number = 1;
        for (String address : new String[] {PLC, SECOND, THIRD}) {
            serial(address, "0000aa0" + number++);
            module(address, "slot 0", Attribute.SERIAL, "00c0ffee");
            module(address, "slot 0", Attribute.MODEL, "1756-L61");
        }
        module(PLC, "slot 3", Attribute.MODEL, "1756-IB16");
        site.minuteEnds();
        assertThat(site.analyst.devices()).singleElement().satisfies(d -> {
            assertThat(d.modules()).extracting(Device.Module::place).containsExactly("slot 0", "slot 3");
            assertThat(d.modules()).extracting(Device.Module::model).containsExactly("1756-L61", "1756-IB16");
            assertThat(d.joints().getFirst().reason()).contains("the same module in the same slot");
        });
    }

    @Test
    void stationsBehindAGatewayDoNotBecomeTheGateway() {
        site.plant();
        module(PLC, "unit 12", Attribute.MODEL, "PM5560");
        module(PLC, "unit 13", Attribute.MODEL, "PM5560");
        site.minuteEnds();
        assertThat(site.deviceAt(PLC).model()).isEmpty();
        assertThat(site.deviceAt(PLC).modules()).hasSize(2);
    }

    @Test
    void routersThatShareAnAddressStayTwoAndTheSharedOneIsNeither() {
        long shared = 0x0000_5E00_0107L;
        site.arp("192.168.1.2", SECOND_MAC).arp("192.168.1.3", THIRD_MAC).arp("192.168.1.1", shared);
        for (String router : new String[] {"192.168.1.2", "192.168.1.3"})
            site.identity(router, Attribute.ADDRESS, "192.168.1.1", "vrrp", 0.9);
        // The announcement itself comes from the shared hardware address.
        site.traffic("192.168.1.2", shared, 255, "192.168.1.9", 0, 0, "vrrp", 0).minuteEnds();
        assertThat(site.deviceAt("192.168.1.1").macs()).containsExactly(Address.mac(shared));
        assertThat(site.deviceAt("192.168.1.2").macs()).containsExactly(Address.mac(SECOND_MAC));
        assertThat(site.deviceAt("192.168.1.3").macs()).containsExactly(Address.mac(THIRD_MAC));
    }

    @Test
    void anotherAddressThatADeviceSaysItHasIsItsOwn() {
        three().tells(PLC, Attribute.ADDRESS, SECOND, 0.9).minuteEnds();
        assertThat(site.deviceAt(PLC).addresses()).contains(ip(SECOND));
    }

    @Test
    void portsOfARouterWithHardwareAddressesInARowAreOneRouter() {
        long one = 0x0000_0C3A_4101L;
        site.arp("192.168.1.1", one).arp("10.0.0.1", one + 1).arp(PLC, PLC_MAC).arp("10.0.0.9", OTHER_MAC);
        for (int i = 1; i <= 4; i++) {
            site.traffic("10.0.7." + i, one, 63, PLC, PLC_MAC, 64, "modbus", 10);
            site.traffic("10.0.8." + i, one + 1, 63, "10.0.0.9", OTHER_MAC, 64, "modbus", 10);
        }
        site.minuteEnds();
        assertThat(site.deviceAt("192.168.1.1").addresses()).contains(ip("10.0.0.1"));
        assertThat(site.deviceAt("192.168.1.1").role()).isEqualTo("router");
    }

    @Test
    void aMergeIsTheSameWhateverTheOrderInWhichItsEvidenceCame() {
        three();
        for (String address : new String[] {PLC, SECOND, THIRD}) serial(address, "00a1b2c3");
        site.minuteEnds();
        Watched other = new Watched();
        other.arp(PLC, PLC_MAC).arp(SECOND, SECOND_MAC).arp(THIRD, THIRD_MAC);
        for (String address : new String[] {THIRD, PLC, SECOND})
            other.identity(address, Attribute.SERIAL, "00a1b2c3", "cip", 0.95);
        other.minuteEnds();
        assertThat(other.analyst.devices().getFirst().id())
                .isEqualTo(site.analyst.devices().getFirst().id());
    }

    @Test
    void conversationsOfAPartBelongToTheWholeDevice() {
        three().arp(HMI, HMI_MAC);
        site.traffic(HMI, HMI_MAC, SECOND, SECOND_MAC, "modbus").minuteEnds();
        for (String address : new String[] {PLC, SECOND}) serial(address, "00a1b2c3");
        site.minuteEnds();
        String whole = site.deviceAt(PLC).id();
        assertThat(site.conduits.values())
                .anySatisfy(c -> assertThat(c.server()).isEqualTo(whole));
        assertThat(site.deviceAt(PLC).role()).isEqualTo("controller");
    }
}
