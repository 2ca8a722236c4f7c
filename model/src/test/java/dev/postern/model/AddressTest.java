package dev.postern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Property(seed = "1")
    void everyAddressReadsBackFromItsText(@ForAll Address.Kind kind, @ForAll long high, @ForAll long low) {
        Address address = switch (kind) {
            case MAC -> Address.mac(low);
            case IPV4 -> Address.ipv4((int) low);
            case IPV6 -> Address.ipv6(high, low);
        };
        assertThat(Address.parse(address.toString())).isEqualTo(address);
    }

    @Test
    void ipv6IsWrittenWithItsLongestRunOfZerosFolded() {
        assertThat(Address.ipv6(0x2001_0db8_0000_0000L, 1)).hasToString("2001:db8::1");
        assertThat(Address.ipv6(0, 0)).hasToString("::");
        assertThat(Address.ipv6(0x0001_0000_0000_0002L, 0x0000_0000_0000_0003L)).hasToString("1:0:0:2::3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2606:4700::1111", "100.128.0.1"})
    void addressesOfTheInternetArePublic(String text) {
        assertThat(Address.parse(text).isPublic()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.1.1",
                "224.0.0.1",
                "255.255.255.255",
                "0.0.0.0",
                "127.0.0.1",
                "100.64.0.1",
                "fe80::1",
                "fd00::1",
                "ff02::1",
                "::1",
                "192.0.2.1",
                "203.0.113.9"
            })
    void addressesOfAPlantAreNotPublic(String text) {
        assertThat(Address.parse(text).isPublic()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3", "1.2.3.256", "zz", "1:2:3", "1::2::3"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
