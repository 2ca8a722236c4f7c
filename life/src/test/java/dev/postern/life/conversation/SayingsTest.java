package dev.postern.life.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

class SayingsTest {
    private final Sayings sayings = new Sayings();

    private boolean isNews(int minute, Attribute attribute, String value) {
        Stamp stamp = new Stamp(minute * 60_000_000_000L, minute, 0, minute, false);
        return sayings.isNews(new Identity(stamp, Address.ipv4(1), attribute, value, "lldp", 0.9));
    }

    @Test
    void theSameAgainIsNewsAfterAnHour() {
        assertThat(isNews(100, Attribute.MODEL, "x")).isTrue();
        assertThat(isNews(100, Attribute.MODEL, "x")).isFalse();
        assertThat(isNews(159, Attribute.MODEL, "x")).isFalse();
        assertThat(isNews(160, Attribute.MODEL, "x")).isTrue();
    }

    @Test
    void anotherValueIsNewsAtOnceAndSoIsTheFirstOneAfterAnHour() {
        assertThat(isNews(100, Attribute.FIRMWARE, "1.0")).isTrue();
        assertThat(isNews(101, Attribute.FIRMWARE, "1.1")).isTrue();
        assertThat(isNews(102, Attribute.FIRMWARE, "1.0")).isFalse();
        assertThat(isNews(161, Attribute.FIRMWARE, "1.0")).isTrue();
    }

    @Test
    void aNameIsNewsOnceAMinute() {
        assertThat(isNews(100, Attribute.NAME, "plc")).isTrue();
        assertThat(isNews(100, Attribute.NAME, "plc")).isFalse();
        assertThat(isNews(101, Attribute.NAME, "plc")).isTrue();
    }

    private boolean isNews(int minute, Object... fields) {
        Stamp stamp = new Stamp(minute * 60_000_000_000L, minute, 0, minute, false);
        Conversation flow = new Conversation(Address.ipv4(1), Address.ipv4(2), Transport.ETHERNET, 0, 0, 0);
        return isNews(stamp, flow, "goose", "gcb01", fields);
    }

    private boolean isNews(Stamp stamp, Conversation flow, String protocol, String target, Object... fields) {
        return sayings.isNews(new Message(
                stamp, flow, true, protocol, "", Verb.EXCHANGE, Outcome.NOTICE, "1", target, -1, Fields.of(fields)));
    }

    private boolean tells(int minute, int server, long offMillis) {
        Stamp stamp = new Stamp(minute * 60_000_000_000L, minute, 0, minute, false);
        Conversation flow = new Conversation(Address.ipv4(server), Address.ipv4(2), Transport.UDP, 123, 123, 0);
        return isNews(stamp, flow, "ntp", "", "transmit_millis", minute * 60_000L + offMillis);
    }

    @Test
    void theTimeThatAServerTellsIsNewsWhereItIsAnotherAndOnceAnHour() {
        assertThat(tells(100, 1, 20)).isTrue();
        assertThat(tells(101, 1, -400)).isFalse();
        assertThat(tells(101, 7, 20)).as("another server").isTrue();
        assertThat(tells(102, 1, 3_600_000)).isTrue();
        assertThat(tells(160, 1, 0)).isTrue();
    }

    private boolean publishes(int minute, int client, String topic) {
        Stamp stamp = new Stamp(minute * 60_000_000_000L, minute, 0, minute, false);
        Conversation flow = new Conversation(Address.ipv4(client), Address.ipv4(2), Transport.TCP, 40_000, 1883, 0);
        return isNews(stamp, flow, "mqtt", topic);
    }

    @Test
    void whoPublishesATopicIsNewsOnceAnHour() {
        assertThat(publishes(100, 1, "works/level")).isTrue();
        assertThat(publishes(101, 1, "works/level")).isFalse();
        assertThat(publishes(102, 7, "works/level")).isTrue();
        assertThat(publishes(103, 1, "works/flow")).isTrue();
        assertThat(publishes(160, 1, "works/level")).isTrue();
    }

    @Test
    void howAPublicationIsConfiguredIsNewsWhereItChangesAndOnceAnHour() {
        assertThat(isNews(100, "conf_rev", 1L, "data_set", "ds1", "st_num", 1L)).isTrue();
        assertThat(isNews(100, "conf_rev", 1L, "data_set", "ds1", "st_num", 2L)).isFalse();
        assertThat(isNews(101, "conf_rev", 2L, "data_set", "ds1")).isTrue();
        assertThat(isNews(101, "conf_rev", 2L, "data_set", "ds2")).isTrue();
        assertThat(isNews(160, "conf_rev", 1L, "data_set", "ds1")).isTrue();
        assertThat(isNews(160, "st_num", 1L)).as("without a revision").isFalse();
    }
}
