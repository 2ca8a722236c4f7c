package dev.postern.wire.it.dns;

import dev.postern.model.Address;
import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The resource records of one message, RFC 1035 section 4.1.3, read in one pass. Reads at most {@link #RECORDS_MAX} of them and keeps the
 * text of the first {@link #ANSWERS_MAX} answers; {@link #cut} tells.
 */
final class Records {
    static final int RECORDS_MAX = 512;
    static final int ANSWERS_MAX = 64;
    private static final int TEXT_MAX = 128;
    private static final int FIXED_BYTES = 10;
    private static final int MAC_CHARS = 17;
    private static final String WORKSTATION = "]._workstation.";

    /** An address record: who has which address. */
    record Host(String name, Address address) {}

    /** A machine's name and the hardware address of the card that it speaks over. */
    record Card(String name, Address address) {}

    /** Answers as {@code type data}, in wire order. */
    final List<Object> answers = new ArrayList<>();

    final List<Host> hosts = new ArrayList<>();
    /** What TXT records say under the key {@code model}, DNS-SD {@code _device-info}; else null. */
    String model;

    /** The host and its card of a service instance {@code host [card]._workstation._tcp.local}, which machines announce of themselves; else null. */
    Card workstation;

    /** What a machine is that offers a service found here, DNS-SD; else null. */
    String offers;

    String firstOwner = "";
    int firstType;
    long firstTtlSeconds = -1;
    boolean cut;
    private final Bytes message;
    private final NameReader names;
    private int at;

    Records(Bytes message, NameReader names, int at) {
        this.message = message;
        this.names = names;
        this.at = at;
    }

    /** Reads all sections; stops quietly at a broken name or record, which the caller finds in the reader or the view. */
    void read(int answerCount, int otherCount) {
        int total = answerCount + otherCount;
        for (int i = 0; i < total; i++) {
            if (i == RECORDS_MAX) {
                cut = true;
                return;
            }
            if (!record(i, i < answerCount)) return;
        }
    }

    private boolean record(int index, boolean answer) {
        String owner = names.read(message, at);
        if (names.fault() != null) return false;
        int fixed = names.next();
        int type = message.u16(fixed);
        long ttlSeconds = message.u32(fixed + 4);
        int length = message.u16(fixed + 8);
        int data = fixed + FIXED_BYTES;
        if (message.overrun()) return false;
        if (!message.has(data, length)) {
            message.u8(message.length());
            return false;
        }
        if (index == 0 && answer) {
            firstOwner = owner;
            firstType = type;
            firstTtlSeconds = ttlSeconds;
        }
        if (workstation == null && type == RecordType.SRV) workstation = workstation(owner);
        String text = data(owner, type, data, length);
        if (answer && type == RecordType.PTR && offers == null) offers = kind(owner);
        if (answer) {
            if (answers.size() < ANSWERS_MAX) answers.add(RecordType.name(type) + " " + text);
            else cut = true;
        }
        at = data + length;
        return names.fault() == null;
    }

    private static Card workstation(String owner) {
        int name = owner.indexOf(" [");
        if (name <= 0 || !owner.startsWith(WORKSTATION, name + 2 + MAC_CHARS)) return null;
        long card = 0;
        for (int i = 0; i < MAC_CHARS; i++) {
            char c = owner.charAt(name + 2 + i);
            int digit = i % 3 == 2 ? 0 : Character.digit(c, 16);
            if (digit < 0 || i % 3 == 2 && c != ':') return null;
            if (i % 3 != 2) card = card << 4 | digit;
        }
        return new Card(owner.substring(0, name), Address.mac(card));
    }

    /** Of the service types registered with IANA, those that only one kind of machine offers. */
    private static String kind(String owner) {
        int end = owner.indexOf('.');
        return switch (end < 0 ? owner : owner.substring(0, end)) {
            case "_ipp", "_ipps", "_printer", "_pdl-datastream" -> "printer";
            case "_axis-video", "_axis-nvr", "_psia", "_nvstream" -> "camera";
            case "_sip", "_sips" -> "phone";
            default -> null;
        };
    }

    private String data(String owner, int type, int data, int length) {
        return switch (type) {
            case RecordType.A -> length == 4 ? host(owner, Address.ipv4(message.i32(data))) : "";
            case RecordType.AAAA ->
                length == 16 ? host(owner, Address.ipv6(message.i64(data), message.i64(data + 8))) : "";
            case RecordType.NS, RecordType.CNAME, RecordType.PTR, RecordType.DNAME, RecordType.SOA ->
                names.read(message, data);
            case RecordType.MX -> message.u16(data) + " " + names.read(message, data + 2);
            case RecordType.SRV -> names.read(message, data + 6) + ":" + message.u16(data + 4);
            case RecordType.TXT -> text(data, length);
            default -> length + " bytes";
        };
    }

    private String host(String owner, Address address) {
        if (hosts.size() < ANSWERS_MAX) hosts.add(new Host(owner, address));
        else cut = true;
        return address.toString();
    }

    private String text(int data, int length) {
        StringBuilder joined = new StringBuilder();
        for (int i = data; i < data + length && joined.length() < TEXT_MAX; ) {
            int size = Math.min(message.u8(i), data + length - i - 1);
            String part = message.ascii(i + 1, size);
            if (part.startsWith("model=") && model == null) model = part.substring(6);
            if (!joined.isEmpty()) joined.append(' ');
            joined.append(part);
            i += size + 1;
        }
        return joined.length() > TEXT_MAX ? joined.substring(0, TEXT_MAX) : joined.toString();
    }

    /** Offset after the last record read. */
    int end() {
        return at;
    }
}
