package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.function.Consumer;

/**
 * ARP for IPv4 on Ethernet, RFC 826; announcements as in RFC 5227. The conversation is between the two network addresses, that of an
 * announcement with the broadcast address, so that who asks for whom is seen and not only who broadcasts.
 */
final class Arp {
    static final int BYTES = 28;
    private static final long ETHERNET_IPV4 = 0x0001_0800_0604L;
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final long BROADCAST = 0xFFFF_FFFFL;

    private final Turn turn = new Turn();
    private int operation;
    private boolean announcement;
    private long senderMac;
    private long targetMac;
    private long sender;
    private long target;

    /** Lays the packet out as a conversation between network addresses; false if this is another kind of ARP. */
    boolean parse(Packet packet) {
        byte[] data = packet.data;
        int at = packet.from;
        if (packet.length() < BYTES || Octets.u48(data, at) != ETHERNET_IPV4) return false;
        operation = Octets.u16(data, at + 6);
        if (operation != REQUEST && operation != REPLY) return false;
        senderMac = Octets.u48(data, at + 8);
        sender = Octets.u32(data, at + 14);
        targetMac = Octets.u48(data, at + 18);
        target = Octets.u32(data, at + 24);
        announcement = sender == target;
        packet.kind = Address.Kind.IPV4;
        packet.sourceHigh = 0;
        packet.sourceLow = sender;
        packet.destinationHigh = 0;
        packet.destinationLow = announcement ? BROADCAST : target;
        packet.answers = operation == REPLY && !announcement;
        return true;
    }

    void report(
            Flow flow,
            boolean fromClient,
            Packet packet,
            Bindings bindings,
            Counters counters,
            Consumer<Observation> out) {
        if (sender != 0 && senderMac != 0 && bindings.learn(0, sender, senderMac, packet, counters))
            out.accept(new Binding(packet.stamp(), packet.source(), senderMac, packet.vlan, source()));
        turn.begin(packet, flow.conversation, fromClient, "arp", null, out);
        Turn.Draft draft;
        if (announcement) {
            draft = turn.message("announcement", Verb.RESOLVE, Outcome.NOTICE)
                    .target(address(sender))
                    .field("opcode", operation);
        } else if (operation == REQUEST) {
            draft = turn.message("request", Verb.RESOLVE, Outcome.REQUEST).target(address(target));
            flow.askedNanos = packet.atNanos();
        } else {
            draft = turn.message("reply", Verb.RESOLVE, Outcome.SUCCESS)
                    .target(address(sender))
                    .answers(flow.askedNanos);
            flow.askedNanos = -1;
        }
        draft.field("sender_mac", Address.macText(senderMac))
                .field("sender_ip", address(sender))
                .field("target_mac", Address.macText(targetMac))
                .field("target_ip", address(target));
        // Proxies and forgers answer from another hardware address than the one they name.
        if (packet.sourceMac != 0 && packet.sourceMac != senderMac)
            draft.field("frame_mac", Address.macText(packet.sourceMac));
        draft.emit();
    }

    private Binding.Source source() {
        if (announcement) return Binding.Source.ARP_ANNOUNCEMENT;
        return operation == REQUEST ? Binding.Source.ARP_REQUEST : Binding.Source.ARP_REPLY;
    }

    private static String address(long ipv4) {
        return Address.ipv4((int) ipv4).toString();
    }
}
