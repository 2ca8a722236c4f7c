package dev.postern.wire.it.dhcp;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * DHCPv4 and BOOTP. Target is the client's hardware address. The fields {@code server}, {@code router} and {@code dns} say who hands out
 * what, so that a second server or gateway shows. Answers are tied by transaction id where both travel in one flow; most discovers are
 * broadcast and their answers are not. Keeps the last question of a flow.
 */
public final class DhcpDissector implements Dissector {
    private static final int OP = 0, HARDWARE_TYPE = 1, HARDWARE_LENGTH = 2, TRANSACTION = 4;
    private static final int CLIENT_ADDRESS = 12, YOUR_ADDRESS = 16, RELAY_ADDRESS = 24, CLIENT_HARDWARE = 28;
    private static final int COOKIE = 236, OPTIONS = 240;
    private static final long MAGIC = 0x63825363L;
    private static final int BOOTP_BYTES_MIN = 236;
    private static final double CONFIDENCE = 0.8;
    /** RFC 2132 section 9.6, RFC 3203, 4388, 6926 and 7724. */
    private static final String[] TYPES = {
        "bootp",
        "discover",
        "offer",
        "request",
        "decline",
        "ack",
        "nak",
        "release",
        "inform",
        "force renew",
        "lease query",
        "lease unassigned",
        "lease unknown",
        "lease active",
        "bulk lease query",
        "lease query done",
        "active lease query",
        "lease query status",
        "tls"
    };

    /** RFC 4388: from here on a relay asks about another's lease, and the options are not that one's. */
    private static final int LEASE_QUERY = 10;

    private static final class Asked {
        private long transaction;
        private long atNanos = -1;
    }

    @Override
    public String protocol() {
        return "dhcp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && (port == 67 || port == 68);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int op = pending.u8(OP);
        if (op != 1 && op != 2 || pending.length() < BOOTP_BYTES_MIN || pending.u8(HARDWARE_LENGTH) > 16)
            return Recognition.NOT;
        if (pending.length() >= OPTIONS && pending.u32(COOKIE) == MAGIC) return Recognition.CERTAIN;
        return pending.u8(HARDWARE_TYPE) == 1 && pending.u8(HARDWARE_LENGTH) == 6
                ? Recognition.UNSURE
                : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Asked();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < BOOTP_BYTES_MIN) {
            turn.malformed("header ends early", pending.length());
            return pending.length();
        }
        boolean hasOptions = pending.length() >= OPTIONS && pending.u32(COOKIE) == MAGIC;
        Options options = new Options(pending, hasOptions ? OPTIONS : pending.length());
        boolean reply = pending.u8(OP) == 2;
        Turn.Draft draft = turn.message(operation(options), Verb.CONFIGURE, outcome(options, reply))
                .target(Address.macText(pending.u48(CLIENT_HARDWARE)));
        fill(draft, pending, options);
        Asked asked = turn.state();
        if (!reply) {
            asked.transaction = pending.u32(TRANSACTION);
            asked.atNanos = turn.atNanos();
        } else if (asked.atNanos >= 0 && asked.transaction == pending.u32(TRANSACTION)) {
            draft.answers(asked.atNanos);
        }
        draft.emit();
        tell(pending, turn, options, reply);
        if (options.brokenAt >= 0) turn.malformed("option ends early", options.brokenAt);
        return pending.length();
    }

    private static void fill(Turn.Draft draft, Bytes pending, Options options) {
        draft.field("transaction", pending.u32(TRANSACTION))
                .field("client_mac", Address.macText(pending.u48(CLIENT_HARDWARE)))
                .field("client_address", addressOrNull(pending, CLIENT_ADDRESS))
                .field("your_address", addressOrNull(pending, YOUR_ADDRESS))
                .field("relay", addressOrNull(pending, RELAY_ADDRESS))
                .field("requested", options.requested)
                .field("server", options.server)
                .field("subnet_mask", options.subnetMask)
                .field("router", options.routers.isEmpty() ? null : options.routers)
                .field("routes_by", options.routeGateways.isEmpty() ? null : options.routeGateways)
                .field("proxy_rules", options.proxyRules)
                .field("dns", options.dnsServers.isEmpty() ? null : options.dnsServers)
                .field("ntp", options.ntpServers.isEmpty() ? null : options.ntpServers)
                .field("host_name", options.hostName)
                .field("domain", options.domain)
                .field("vendor_class", options.vendorClass)
                .field("parameters", options.parameters)
                .field("boot_file", options.bootFile);
        if (options.leaseSeconds >= 0) draft.field("lease_seconds", options.leaseSeconds);
        if (options.cut) draft.field("cut", true);
    }

    private static String addressOrNull(Bytes pending, int at) {
        int value = pending.i32(at);
        return value == 0 ? null : Address.ipv4(value).toString();
    }

    private static String operation(Options options) {
        int type = options.messageType;
        return type < TYPES.length ? TYPES[type] : "type " + type;
    }

    private static Outcome outcome(Options options, boolean reply) {
        return switch (options.messageType) {
            case 4, 7 -> Outcome.NOTICE;
            case 6 -> Outcome.REFUSED;
            default -> reply ? Outcome.SUCCESS : Outcome.REQUEST;
        };
    }

    private static void tell(Bytes pending, Turn turn, Options options, boolean reply) {
        if (pending.u8(HARDWARE_TYPE) != 1 || pending.u8(HARDWARE_LENGTH) != 6) return;
        if (options.messageType >= LEASE_QUERY) return;
        Address hardware = Address.mac(pending.u48(CLIENT_HARDWARE));
        int leased = options.messageType == 5 ? pending.i32(YOUR_ADDRESS) : 0;
        int known = reply ? leased : pending.i32(CLIENT_ADDRESS);
        Address subject = known == 0 ? hardware : Address.ipv4(known);
        if (leased != 0)
            turn.identity(hardware, Attribute.ADDRESS, Address.ipv4(leased).toString(), CONFIDENCE);
        if (reply) {
            if (known != 0) turn.identity(subject, Attribute.DOMAIN, options.domain, CONFIDENCE);
            return;
        }
        turn.identity(subject, Attribute.NAME, options.hostName, CONFIDENCE);
        turn.identity(subject, Attribute.FINGERPRINT, options.parameters, CONFIDENCE);
        turn.identity(subject, Attribute.SOFTWARE, options.vendorClass, 0.6);
    }
}
