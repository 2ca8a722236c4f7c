package dev.postern.wire.it.dhcp;

import dev.postern.model.Address;
import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of one message, RFC 2132, also those that option 52 overloads into the fields for a file and a server's name (RFC 2131 section 4.1). Reads at most
 * {@link #OPTIONS_MAX}; of lists of addresses the first {@link #ADDRESSES_MAX}.
 */
final class Options {
    static final int OPTIONS_MAX = 128;
    static final int ADDRESSES_MAX = 16;
    private static final int PAD = 0, END = 255;
    private static final int SERVER_NAME = 44, FILE = 108, COOKIE = 236;
    private static final int OVERLOADS_FILE = 1, OVERLOADS_SERVER_NAME = 2;

    int messageType;
    String subnetMask;
    List<Object> routers = List.of();
    List<Object> dnsServers = List.of();
    List<Object> ntpServers = List.of();
    /** The way out for some destinations only, RFC 3442; it goes before {@link #routers}. */
    List<Object> routeGateways = List.of();

    /** Where browsers fetch the rules by which they choose a proxy (WPAD). */
    String proxyRules;

    String hostName;
    String domain;
    String requested;
    String server;
    String vendorClass;
    /** Option numbers asked for, in order: {@code 1,3,6,15}: differs between operating systems and firmware. */
    String parameters;

    String bootFile;
    long leaseSeconds = -1;
    boolean cut;
    /** Offset of the option that runs past the end, or -1. */
    int brokenAt = -1;

    private int overload;
    private int count;

    Options(Bytes message, int start) {
        read(message, start, message.length());
        // The file comes first; neither of them can overload again.
        int fields = overload;
        if ((fields & OVERLOADS_FILE) != 0) read(message, FILE, COOKIE);
        if ((fields & OVERLOADS_SERVER_NAME) != 0) read(message, SERVER_NAME, FILE);
    }

    private void read(Bytes message, int start, int end) {
        int at = start;
        while (at < end) {
            int code = message.u8(at);
            if (code == END) return;
            if (code == PAD) {
                at++;
                continue;
            }
            int length = at + 1 < end ? message.u8(at + 1) : 0;
            if (at + 2 + length > end) {
                if (brokenAt < 0) brokenAt = at;
                return;
            }
            if (count++ >= OPTIONS_MAX) {
                cut = true;
                return;
            }
            read(message, code, at + 2, length);
            at += 2 + length;
        }
    }

    private void read(Bytes message, int code, int at, int length) {
        switch (code) {
            case 1 -> subnetMask = address(message, at, length);
            case 3 -> routers = addresses(message, at, length);
            case 6 -> dnsServers = addresses(message, at, length);
            case 12 -> hostName = message.ascii(at, length);
            case 15 -> domain = message.ascii(at, length);
            case 42 -> ntpServers = addresses(message, at, length);
            case 50 -> requested = address(message, at, length);
            case 51 -> leaseSeconds = length == 4 ? message.u32(at) : -1;
            case 52 -> overload = length == 1 ? message.u8(at) : 0;
            case 53 -> messageType = length == 1 ? message.u8(at) : 0;
            case 54 -> server = address(message, at, length);
            case 55 -> parameters = numbers(message, at, length);
            case 60 -> vendorClass = message.ascii(at, length);
            case 67 -> bootFile = message.ascii(at, length);
            case 121, 249 -> routeGateways = routeGateways(message, at, length);
            case 252 -> proxyRules = message.ascii(at, length);
            case 81 -> hostName = hostName == null && length > 3 ? qualifiedName(message, at, length) : hostName;
            default -> {}
        }
    }

    /** Client FQDN, RFC 4702: flags, two result octets, then ASCII or (flag E) DNS labels. */
    private static String qualifiedName(Bytes message, int at, int length) {
        if ((message.u8(at) & 0x04) == 0) return message.ascii(at + 3, length - 3);
        StringBuilder name = new StringBuilder();
        int end = at + length;
        for (int i = at + 3; i < end && message.u8(i) > 0; i += 1 + message.u8(i)) {
            if (!name.isEmpty()) name.append('.');
            name.append(message.ascii(i + 1, Math.min(message.u8(i), end - i - 1)));
        }
        return name.toString();
    }

    private static String address(Bytes message, int at, int length) {
        return length == 4 ? Address.ipv4(message.i32(at)).toString() : null;
    }

    private static List<Object> addresses(Bytes message, int at, int length) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i + 4 <= length && all.size() < ADDRESSES_MAX; i += 4)
            all.add(Address.ipv4(message.i32(at + i)).toString());
        return all;
    }

    /** Each route: bits of the destination's prefix, its significant octets, the gateway. What is cut or no prefix ends the list. */
    private static List<Object> routeGateways(Bytes message, int at, int length) {
        List<Object> all = new ArrayList<>();
        int end = at + length;
        for (int i = at; i < end && all.size() < ADDRESSES_MAX; ) {
            int gateway = i + 1 + (message.u8(i) + 7) / 8;
            if (message.u8(i) > 32 || gateway + 4 > end) return all;
            all.add(Address.ipv4(message.i32(gateway)).toString());
            i = gateway + 4;
        }
        return all;
    }

    private static String numbers(Bytes message, int at, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (i > 0) text.append(',');
            text.append(message.u8(at + i));
        }
        return text.toString();
    }
}
