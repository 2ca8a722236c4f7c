package dev.postern.life.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Binding.Source;
import dev.postern.model.Stamp;
import org.junit.jupiter.api.Test;

class BindingsTest {
    private static final long SERVERS_CARD = 0x02_00_00_00_00_10L;
    private static final long OTHER_CARD = 0x02_00_00_00_00_77L;

    private final Bindings bindings = new Bindings();
    private long order;

    private Bindings.Change bound(String address, long card, Source source) {
        Stamp stamp = new Stamp(order * 1_000_000_000L, order, 0, order, false);
        order++;
        return bindings.bound(new Binding(stamp, Address.parse(address), card, 0, source));
    }

    @Test
    void whatComesThroughACardThatSaysItIsOfAnotherNetworkTellsNothingOfWhoHoldsAnAddress() {
        bound("10.10.2.4", SERVERS_CARD, Source.ARP_REPLY);
        bound("10.10.30.1", OTHER_CARD, Source.ARP_REQUEST);
        assertThat(bound("10.10.2.4", OTHER_CARD, Source.IP)).isNull();
        assertThat(bound("10.10.2.4", SERVERS_CARD, Source.IP)).isNull();
    }

    @Test
    void whatComesFromACardOfTheSameNetworkIsAChange() {
        bound("10.10.2.4", SERVERS_CARD, Source.ARP_REPLY);
        bound("10.10.2.77", OTHER_CARD, Source.ARP_REQUEST);
        assertThat(bound("10.10.2.4", OTHER_CARD, Source.IP)).isNotNull();
    }

    @Test
    void whoSaysThatTheAddressIsItsOwnIsAChangeFromWhicheverNetwork() {
        bound("10.10.2.4", SERVERS_CARD, Source.ARP_REPLY);
        bound("10.10.30.5", OTHER_CARD, Source.ARP_REQUEST);
        assertThat(bound("10.10.2.4", OTHER_CARD, Source.ARP_REPLY)).isNotNull();
    }

    @Test
    void aLinkLocalAddressIsNeverPassedOn() {
        bound("fe80::5", SERVERS_CARD, Source.NEIGHBOUR_ADVERTISEMENT);
        bound("2001:db8:7::1", OTHER_CARD, Source.NEIGHBOUR_ADVERTISEMENT);
        assertThat(bound("fe80::5", OTHER_CARD, Source.IP)).isNotNull();
    }

    @Test
    void whoTakesAnAddressAndThenSaysOneOfAnotherNetworkIsNoRouter() {
        bound("10.10.2.4", SERVERS_CARD, Source.ARP_REPLY);
        assertThat(bound("10.10.2.4", OTHER_CARD, Source.ARP_REPLY)).isNotNull();
        bound("10.10.30.1", OTHER_CARD, Source.ARP_ANNOUNCEMENT);
        bound("10.10.2.4", SERVERS_CARD, Source.ARP_REPLY);
        assertThat(bound("10.10.2.4", OTHER_CARD, Source.IP)).isNotNull();
    }

    @Test
    void neitherIsOneThatDidSoTheOtherWayRound() {
        bound("10.10.2.4", SERVERS_CARD, Source.ARP_REPLY);
        bound("10.10.30.5", OTHER_CARD, Source.ARP_REQUEST);
        assertThat(bound("10.10.2.4", OTHER_CARD, Source.ARP_REPLY)).isNotNull();
        assertThat(bound("10.10.2.4", SERVERS_CARD, Source.IP)).isNotNull();
        assertThat(bound("10.10.2.4", OTHER_CARD, Source.IP)).isNotNull();
    }

    @Test
    void aCardWithAddressesOfTwoNetworksHoldsBoth() {
        bound("192.168.5.10", OTHER_CARD, Source.ARP_REQUEST);
        bound("10.10.2.4", OTHER_CARD, Source.ARP_REQUEST);
        bound("10.10.2.4", SERVERS_CARD, Source.ARP_REPLY);
        assertThat(bound("10.10.2.4", OTHER_CARD, Source.IP)).isNotNull();
    }

    @Test
    void aFloodOfForgedCardsIsForgottenAndCounted() {
        for (long card = 0; card < 3L * Bindings.CARDS_MAX; card++)
            bound("10.10.2.4", OTHER_CARD + card, Source.ARP_REQUEST);
        assertThat(bindings.cards()).isLessThanOrEqualTo(Bindings.CARDS_MAX);
        assertThat(bindings.forgotten()).isPositive();
    }

    @Test
    void ofCardsThatAreForgottenARouterStays() {
        for (int host = 1; host <= 4; host++) bound("10.10.30." + host, SERVERS_CARD, Source.IP);
        for (long card = 0; card < 3L * Bindings.CARDS_MAX; card++)
            bound("10.10.2.4", OTHER_CARD + card, Source.ARP_REQUEST);
        bound("10.10.3.9", OTHER_CARD, Source.ARP_REPLY);
        assertThat(bound("10.10.3.9", SERVERS_CARD, Source.IP)).isNull();
    }

    @Test
    void forgedCardsThatLookLikeRoutersAreForgottenManyAtOnce() {
        for (long card = 0; card < 2L * Bindings.CARDS_MAX; card++)
            for (int host = 1; host <= 4; host++) bound("10.10.2." + host, OTHER_CARD + card, Source.ARP_REQUEST);
        assertThat(bindings.cards()).isLessThanOrEqualTo(Bindings.CARDS_MAX);
        assertThat(bindings.forgotten()).isBetween(1L, 4L);
    }
}
