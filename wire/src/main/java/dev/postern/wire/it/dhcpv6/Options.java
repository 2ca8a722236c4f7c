package dev.postern.wire.it.dhcpv6;

import dev.postern.model.Address;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** The options of one message, RFC 8415 section 21, with those inside of others. Reads at most {@link #OPTIONS_MAX}; of lists {@link #LIST_MAX} entries. */
final class Options {
    static final int OPTIONS_MAX = 128;
    static final int LIST_MAX = 16;
    static final int DEPTH_MAX = 3;
    static final int CODE_MAX = 200;
    static final int RELAY_MESSAGE = 9;
    private static final int DUID_TIME = 1, DUID_LINK = 3, ETHERNET = 1;
    private static final int DUID_BYTES_MAX = 128;
    private static final int LABELS_MAX = 32;

    private final Bytes message;
    private int count;
    private String clientId;
    private String serverId;
    /** Hardware address in the client's DUID: of one of its cards, not always of this one. */
    long clientMac = -1;

    String name;
    String vendorClass;
    /** Options asked for, in order: {@code 23,24}. */
    String asked;

    final List<Object> addresses = new ArrayList<>();
    private final List<Object> dns = new ArrayList<>();
    private String prefix;
    private String domain;
    private long enterprise = -1;
    private long elapsed = -1;
    private long validSeconds = -1;
    /** 0 for success, -1 if none is said. */
    long status = -1;

    Bytes relayed;
    int relayedAt;
    int brokenAt = -1;

    Options(Bytes message, int start) {
        this.message = message;
        read(start, message.length(), 0);
    }

    private void read(int start, int end, int depth) {
        int at = start;
        while (at < end && count++ < OPTIONS_MAX && brokenAt < 0) {
            int length = at + 4 <= end ? message.u16(at + 2) : 0;
            if (at + 4 + length > end) {
                brokenAt = Math.min(at, message.length());
                return;
            }
            one(message.u16(at), at + 4, length, depth);
            at += 4 + length;
        }
    }

    private void one(int code, int at, int length, int depth) {
        switch (code) {
            case 1 -> {
                clientId = message.hex(at, Math.min(length, DUID_BYTES_MAX));
                clientMac = mac(at, length);
            }
            case 2 -> serverId = message.hex(at, Math.min(length, DUID_BYTES_MAX));
            case 3, 25 -> within(at, length, 12, depth);
            case 4 -> within(at, length, 4, depth);
            case 5 -> {
                if (length >= 24 && addresses.size() < LIST_MAX) {
                    addresses.add(address(at));
                    validSeconds = message.u32(at + 20);
                    within(at, length, 24, depth);
                }
            }
            case 6 -> asked = numbers(at, length);
            case 8 -> elapsed = length == 2 ? message.u16(at) : -1;
            case RELAY_MESSAGE -> {
                relayed = new Bytes().wrap(message, at, length);
                relayedAt = at;
            }
            case 13 -> status = length >= 2 && status <= 0 ? message.u16(at) : status;
            case 16 -> {
                enterprise = message.u32(at);
                int size = length >= 6 ? message.u16(at + 4) : 0;
                if (size > 0 && 6 + size <= length) vendorClass = message.ascii(at + 6, size);
            }
            case 23 -> {
                for (int i = 0; i + 16 <= length && dns.size() < LIST_MAX; i += 16) dns.add(address(at + i));
            }
            case 24 -> domain = labels(at, length);
            case 26 -> {
                if (length >= 25) prefix = address(at + 9) + "/" + message.u8(at + 8);
            }
            case 39 -> name = length > 1 ? labels(at + 1, length - 1) : null;
            default -> {}
        }
    }

    /** The options behind the fixed part of another. */
    private void within(int at, int length, int fixed, int depth) {
        if (length > fixed && depth < DEPTH_MAX) read(at + fixed, at + length, depth + 1);
    }

    private String address(int at) {
        return Address.ipv6(message.i64(at), message.i64(at + 8)).toString();
    }

    /** Time and link-layer address, or link-layer address alone, of an Ethernet card; else -1. */
    private long mac(int at, int length) {
        int kind = message.u16(at);
        if (message.u16(at + 2) != ETHERNET) return -1;
        if (kind == DUID_TIME && length == 14) return message.u48(at + 8);
        return kind == DUID_LINK && length == 10 ? message.u48(at + 4) : -1;
    }

    private String numbers(int at, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 2 <= length && i < 2 * OPTIONS_MAX; i += 2) {
            if (i > 0) text.append(',');
            text.append(message.u16(at + i));
        }
        return text.toString();
    }

    private String labels(int at, int length) {
        StringBuilder text = new StringBuilder();
        int end = at + length;
        int label = at;
        for (int i = 0; i < LABELS_MAX && label < end && message.u8(label) > 0; i++) {
            if (i > 0) text.append('.');
            text.append(message.ascii(label + 1, Math.min(message.u8(label), end - label - 1)));
            label += 1 + message.u8(label);
        }
        return text.toString();
    }

    String client() {
        return clientMac > 0 ? Address.macText(clientMac) : clientId == null ? "" : clientId;
    }

    void fill(Turn.Draft draft) {
        draft.field("client_id", clientId)
                .field("server_id", serverId)
                .field("addresses", addresses.isEmpty() ? null : addresses)
                .field("valid_seconds", known(validSeconds))
                .field("prefix", prefix)
                .field("dns", dns.isEmpty() ? null : dns)
                .field("domain", domain)
                .field("host_name", name)
                .field("vendor_class", vendorClass)
                .field("enterprise", known(enterprise))
                .field("parameters", asked)
                .field("elapsed", known(elapsed))
                .field("status", known(status));
        if (count > OPTIONS_MAX) draft.field("cut", true);
    }

    private static Object known(long number) {
        return number < 0 ? null : (Object) number;
    }
}
