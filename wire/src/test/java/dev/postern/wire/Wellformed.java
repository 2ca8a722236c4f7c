package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Reading;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import java.util.List;
import java.util.Objects;

/** What holds for every observation, whatever the bytes were. */
final class Wellformed {
    /** Octets or characters that one message may tell, beside what its bytes hold. */
    private static final int TEXT_MAX = 1 << 16;

    private Wellformed() {}

    /** @param bytes of the message or frame it was seen in: offsets lie in it or at its end */
    static void check(Observation observation, int bytes) {
        hold(observation.stamp() != null, observation);
        switch (observation) {
            case Message message -> check(message, bytes);
            case Malformed malformed -> {
                conversation(malformed.conversation(), true, malformed);
                text(malformed.layer(), malformed);
                text(malformed.rule(), malformed);
                hold(malformed.offset() >= 0 && malformed.offset() <= bytes, malformed + " of " + bytes + " bytes");
            }
            case Traffic traffic -> check(traffic);
            case Binding binding -> {
                address(binding.address(), binding);
                mac(binding.mac(), binding);
                vlan(binding.vlan(), binding);
                hold(binding.source() != null, binding);
            }
            case Identity identity -> {
                address(identity.subject(), identity);
                text(identity.protocol(), identity);
                hold(identity.attribute() != null && !identity.value().isBlank(), identity);
                hold(identity.value().length() <= TEXT_MAX, identity);
                hold(identity.confidence() >= 0 && identity.confidence() <= 1, identity);
            }
            case Tally _, Reading _ -> throw new AssertionError("nobody sums up here: " + observation);
        }
    }

    private static void check(Message message, int bytes) {
        conversation(message.conversation(), false, message);
        text(message.protocol(), message);
        text(message.operation(), message);
        hold(message.verb() != null && message.outcome() != null, message);
        hold(message.unit() != null && message.target() != null, message);
        hold(message.latencyNanos() >= -1, message);
        Fields fields = message.fields();
        hold(fields.size() <= Turn.FIELDS_MAX + 1, message);
        long told = (long) message.operation().length()
                + message.unit().length()
                + message.target().length();
        for (int i = 0; i < fields.size(); i++) {
            text(fields.name(i), message);
            told += value(fields.value(i), message);
        }
        hold(told <= TEXT_MAX + 16L * bytes, "a message of " + bytes + " bytes tells " + told);
    }

    private static long value(Object value, Message message) {
        return switch (value) {
            case Long _, Double _, Boolean _ -> 8;
            case String text -> text.length();
            case List<?> list -> {
                long told = 0;
                for (Object one : list) {
                    hold(!(one instanceof List<?>), message);
                    told += value(one, message);
                }
                yield told;
            }
            case null, default -> throw new AssertionError("field of another kind in " + message);
        };
    }

    private static void check(Traffic traffic) {
        conversation(traffic.conversation(), false, traffic);
        text(traffic.service(), traffic);
        mac(traffic.up().mac(), traffic);
        mac(traffic.down().mac(), traffic);
        hold(traffic.opening() != null, traffic);
        hold(Math.floorMod(traffic.windowNanos(), Wire.WINDOW_NANOS) == 0, traffic);
        hold(traffic.packetsUp() >= 0 && traffic.packetsDown() >= 0, traffic);
        hold(traffic.bytesUp() >= 0 && traffic.bytesDown() >= 0, traffic);
        hold(traffic.retransmissions() >= 0 && traffic.resets() >= 0, traffic);
        hold((traffic.up().ttl() | traffic.down().ttl()) >>> 8 == 0, traffic);
    }

    private static void conversation(Conversation conversation, boolean mayLack, Observation of) {
        if (conversation == null && mayLack) return;
        Objects.requireNonNull(conversation.transport());
        address(conversation.client(), of);
        address(conversation.server(), of);
        hold(conversation.client().kind() == conversation.server().kind(), of);
        hold((conversation.clientPort() | conversation.serverPort()) >>> 16 == 0, of);
        vlan(conversation.vlan(), of);
    }

    private static void address(Address address, Observation of) {
        boolean fits = switch (address.kind()) {
            case MAC -> address.high() == 0 && address.low() >>> 48 == 0;
            case IPV4 -> address.high() == 0 && address.low() >>> 32 == 0;
            case IPV6 -> true;
        };
        hold(fits && Address.parse(address.toString()).equals(address), of);
    }

    private static void mac(long mac, Observation of) {
        hold(mac >>> 48 == 0, of);
    }

    private static void vlan(int vlan, Observation of) {
        hold(vlan >>> 12 == 0, of);
    }

    private static void text(String text, Observation of) {
        hold(text != null && !text.isEmpty() && text.length() <= TEXT_MAX, of);
    }

    private static void hold(boolean fact, Object about) {
        if (!fact) throw new AssertionError("ill-formed: " + about);
    }
}
