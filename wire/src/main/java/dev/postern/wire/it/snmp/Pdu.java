package dev.postern.wire.it.snmp;

import dev.postern.model.Address;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Ber;
import dev.postern.wire.it.parts.Text;
import java.util.ArrayList;
import java.util.List;

/** One protocol data unit with its variables, of which the first {@link #VARIABLES_MAX} are kept and of a text {@link #TEXT_BYTES_MAX} octets. */
final class Pdu {
    static final int VARIABLES_MAX = 128;
    static final int TEXT_BYTES_MAX = 256;
    private static final int IP_ADDRESS = 0x40,
            COUNTER = 0x41,
            GAUGE = 0x42,
            TIME_TICKS = 0x43,
            OPAQUE = 0x44,
            COUNTER_64 = 0x46;
    private static final int NO_OBJECT = 0x80, NO_INSTANCE = 0x81, END_OF_VIEW = 0x82;
    private static final String REPORTS = "1.3.6.1.6.3.15.1.1.";

    /** The choices of a PDU, RFC 3416 section 3, in the order of their tags from 0xA0. */
    enum Kind {
        GET("get", Verb.READ),
        GET_NEXT("get-next", Verb.READ),
        RESPONSE("response", Verb.OTHER),
        SET("set", Verb.WRITE),
        TRAP_1("trap", Verb.REPORT),
        GET_BULK("get-bulk", Verb.READ),
        INFORM("inform", Verb.REPORT),
        TRAP_2("trap", Verb.REPORT),
        REPORT("report", Verb.OTHER);

        private static final Kind[] ALL = values();
        private static final int TAG_FIRST = 0xA0;
        private final String label;
        private final Verb verb;

        Kind(String label, Verb verb) {
            this.label = label;
            this.verb = verb;
        }

        static Kind of(int tag) {
            return tag >= TAG_FIRST && tag < TAG_FIRST + ALL.length ? ALL[tag - TAG_FIRST] : null;
        }

        String label() {
            return label;
        }

        Verb verb() {
            return verb;
        }

        boolean asks() {
            return this == GET || this == GET_NEXT || this == SET || this == GET_BULK || this == INFORM;
        }

        boolean answers() {
            return this == RESPONSE || this == REPORT;
        }

        /** One half of question and answer. */
        boolean tied() {
            return asks() || answers();
        }
    }

    final Kind kind;
    long requestId;
    /** Status and index; of get-bulk the non-repeaters and repetitions. */
    private long second;

    private long third;
    private String enterprise;
    private String agent;
    private long genericTrap;
    private long specificTrap;
    private long ticks;
    final List<Object> names = new ArrayList<>();
    final List<Object> types = new ArrayList<>();
    final List<Object> values = new ArrayList<>();
    private int count;
    private boolean anyValue;
    /** Offset of a variable that does not fit, or -1. */
    int brokenAt = -1;

    private Pdu(Kind kind) {
        this.kind = kind;
    }

    /** @return null if the element is no PDU */
    static Pdu read(Bytes bytes, Ber element) {
        Kind kind = Kind.of(element.tag());
        if (kind == null) return null;
        Pdu pdu = new Pdu(kind);
        Ber parts = element.inside();
        if (kind == Kind.TRAP_1) {
            if (parts.next(Ber.OID)) pdu.enterprise = parts.oid();
            if (parts.next(IP_ADDRESS))
                pdu.agent = Address.ipv4(bytes.i32(parts.start())).toString();
            pdu.genericTrap = parts.next() ? parts.integer() : 0;
            pdu.specificTrap = parts.next() ? parts.integer() : 0;
            pdu.ticks = parts.next() ? unsigned(parts) : 0;
        } else {
            pdu.requestId = parts.next() ? parts.integer() : 0;
            pdu.second = parts.next() ? parts.integer() : 0;
            pdu.third = parts.next() ? parts.integer() : 0;
        }
        if (parts.next(Ber.SEQUENCE)) pdu.variables(bytes, parts.inside());
        if (parts.brokenAt() >= 0) pdu.brokenAt = parts.brokenAt();
        return pdu;
    }

    private void variables(Bytes bytes, Ber list) {
        while (list.next(Ber.SEQUENCE)) {
            if (count++ >= VARIABLES_MAX) continue;
            Ber variable = list.inside();
            names.add(variable.next(Ber.OID) ? variable.oid() : "");
            variable.next();
            types.add(type(variable.tag()));
            values.add(value(bytes, variable));
            anyValue |= variable.tag() != Ber.NULL;
        }
        if (list.brokenAt() >= 0) brokenAt = list.brokenAt();
    }

    private static String type(int tag) {
        return switch (tag) {
            case Ber.INTEGER -> "integer";
            case Ber.OCTET_STRING -> "octets";
            case Ber.NULL -> "null";
            case Ber.OID -> "oid";
            case IP_ADDRESS -> "address";
            case COUNTER -> "counter32";
            case GAUGE -> "gauge32";
            case TIME_TICKS -> "ticks";
            case OPAQUE -> "opaque";
            case COUNTER_64 -> "counter64";
            case NO_OBJECT -> "no such object";
            case NO_INSTANCE -> "no such instance";
            case END_OF_VIEW -> "end of view";
            default -> "tag " + tag;
        };
    }

    private static Object value(Bytes bytes, Ber element) {
        return switch (element.tag()) {
            case Ber.INTEGER -> element.integer();
            case COUNTER, GAUGE, TIME_TICKS, COUNTER_64 -> unsigned(element);
            case Ber.OID -> element.oid();
            case IP_ADDRESS ->
                element.length() == 4 ? Address.ipv4(bytes.i32(element.start())).toString() : "";
            case Ber.NULL, NO_OBJECT, NO_INSTANCE, END_OF_VIEW -> "";
            default -> Text.orHex(bytes, element.start(), element.length(), TEXT_BYTES_MAX);
        };
    }

    /** Encoded as an integer, with or without the octet that keeps it positive. */
    private static long unsigned(Ber element) {
        long value = element.integer();
        int bits = 8 * element.length();
        return bits < 64 ? value & (1L << bits) - 1 : value;
    }

    /** First object and how many more; of a version 1 trap the enterprise and its trap. */
    String target() {
        if (kind == Kind.TRAP_1) return enterprise + "." + (genericTrap == 6 ? specificTrap : "generic " + genericTrap);
        if (kind == Kind.TRAP_2 || kind == Kind.INFORM) return trapName();
        return names.isEmpty() ? "" : count == 1 ? names.getFirst().toString() : names.getFirst() + " +" + (count - 1);
    }

    /** Value of snmpTrapOID.0, the second variable of every notification. */
    private String trapName() {
        return values.size() > 1 && names.get(1).equals("1.3.6.1.6.3.1.1.4.1.0")
                ? values.get(1).toString()
                : "";
    }

    boolean refuses() {
        return kind == Kind.RESPONSE && second != 0
                || kind == Kind.REPORT && reason() != null && !reason().startsWith("engine");
    }

    /** Nobody of that name is known, or he has not the key. */
    boolean refusesUser() {
        return "user unknown".equals(reason()) || "wrong digest".equals(reason());
    }

    /** Which counter of RFC 3414 a report names: why a message was not accepted. */
    private String reason() {
        if (kind != Kind.REPORT
                || names.isEmpty()
                || !names.getFirst().toString().startsWith(REPORTS)) return null;
        return switch (names.getFirst().toString().charAt(REPORTS.length())) {
            case '1' -> "security level not supported";
            case '2' -> "engine time wanted";
            case '3' -> "user unknown";
            case '4' -> "engine id wanted";
            case '5' -> "wrong digest";
            case '6' -> "decryption failed";
            default -> null;
        };
    }

    void fill(Turn.Draft draft) {
        draft.field("pdu", (long) kind.ordinal());
        if (kind == Kind.TRAP_1) {
            draft.field("enterprise", enterprise).field("agent", agent);
            draft.field("generic_trap", genericTrap)
                    .field("specific_trap", specificTrap)
                    .field("uptime_ticks", ticks);
        } else {
            draft.field("request_id", requestId);
            if (kind == Kind.GET_BULK) draft.field("non_repeaters", second).field("repetitions", third);
            else draft.field("error", second).field("error_index", third);
        }
        draft.field("reason", reason());
        draft.field("oids", names.isEmpty() ? null : names);
        if (anyValue) draft.field("types", types).field("values", values);
        if (count > VARIABLES_MAX) draft.field("truncated", true);
    }
}
