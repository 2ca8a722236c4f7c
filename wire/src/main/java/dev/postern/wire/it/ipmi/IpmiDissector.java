package dev.postern.wire.it.ipmi;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Once;

/**
 * IPMI and ASF in RMCP over UDP: who logs in to a baseboard controller and what is done to the machine. Unit is the address behind the controller
 * where it is not the controller itself. What is encrypted is told as such.
 */
public final class IpmiDissector implements Dissector {
    private static final int RMCP_BYTES = 4,
            VERSION = 6,
            CLASS = 3,
            CLASS_ASF = 6,
            CLASS_IPMI = 7,
            CLASS_ACKNOWLEDGED = 0x80;
    private static final int ASF_ENTERPRISE = 4542, ASF_PONG = 0x40, ASF_PING = 0x80;
    private static final int FORMAT_2 = 6, NO_AUTHENTICATION = 0, CODE_BYTES = 16;
    private static final int BMC = 0x20;
    private static final int MESSAGE_BYTES_MIN = 7;
    private static final int USER_BYTES_MAX = 16;
    private static final String[] AUTHENTICATIONS = {"none", "md2", "md5", "reserved", "password", "oem", "rmcp+"};
    private static final String[] PRIVILEGES = {"highest", "callback", "user", "operator", "administrator", "oem"};

    private static final class Session {
        /** Requests by their sequence number of six bits: what was asked of which unit, and when. */
        private final long[] atNanos = new long[64];

        private final int[] asked = new int[64];
        private final String[] targets = new String[64];
        private final Once once = new Once();
        private String user;
        private long loginNanos = -1;
    }

    @Override
    public String protocol() {
        return "ipmi";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && (port == 623 || port == 664);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    /** The header of RMCP is weak: certain only where what it carries has the length and enterprise that it must have. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!pending.has(0, RMCP_BYTES) || pending.u8(0) != VERSION || pending.u8(1) != 0) return Recognition.NOT;
        int kind = pending.u8(CLASS);
        if ((kind & 0x7F) == CLASS_ASF && (kind & CLASS_ACKNOWLEDGED) != 0)
            return pending.length() == RMCP_BYTES ? Recognition.UNSURE : Recognition.NOT;
        if (kind == CLASS_ASF) {
            boolean asf = pending.u32(4) == ASF_ENTERPRISE && pending.u8(11) == pending.length() - 12;
            return asf ? Recognition.CERTAIN : Recognition.NOT;
        }
        if (kind != CLASS_IPMI || pending.u8(2) != 0xFF) return Recognition.NOT;
        if (pending.u8(4) == FORMAT_2)
            return pending.length() >= 16 + pending.u16le(14) ? Recognition.CERTAIN : Recognition.NOT;
        int at = afterSession(pending);
        if (pending.u8(4) >= FORMAT_2 || !pending.has(at, 1)) return Recognition.NOT;
        Bytes message = new Bytes().wrap(pending, at + 1, pending.u8(at));
        boolean sound = message.length() >= MESSAGE_BYTES_MIN && checks(message);
        return sound ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    /** Offset of the payload's length in a session of version 1.5. */
    private static int afterSession(Bytes pending) {
        return 13 + (pending.u8(4) == NO_AUTHENTICATION ? 0 : CODE_BYTES);
    }

    /** The sum of the first three octets of a message is zero. */
    private static boolean checks(Bytes message) {
        return (message.u8(0) + message.u8(1) + message.u8(2) & 0xFF) == 0;
    }

    @Override
    public Object newState() {
        return new Session();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int kind = pending.u8(CLASS);
        if (kind == CLASS_ASF) asf(pending, turn);
        else if (kind == CLASS_IPMI) ipmi(pending, turn);
        else if ((kind & CLASS_ACKNOWLEDGED) == 0) turn.malformed("class unknown", Math.min(CLASS, pending.length()));
        return pending.length();
    }

    private static void asf(Bytes pending, Turn turn) {
        int type = pending.u8(8);
        Session session = turn.state();
        if (type == ASF_PING) session.loginNanos = turn.atNanos();
        Turn.Draft draft = turn.message(
                        type == ASF_PING || type == ASF_PONG ? "presence" : "asf " + type,
                        Verb.IDENTIFY,
                        type == ASF_PING ? Outcome.REQUEST : type == ASF_PONG ? Outcome.SUCCESS : Outcome.NOTICE)
                .field("enterprise", pending.u32(4))
                .field("type", (long) type);
        if (type == ASF_PONG) draft.field("ipmi", (pending.u8(20) & 0x80) != 0).answers(session.loginNanos);
        draft.emit();
        if (type == ASF_PONG) session.once.identity(turn, Attribute.ROLE, "baseboard controller", 0.8);
    }

    private static void ipmi(Bytes pending, Turn turn) {
        int authentication = pending.u8(4);
        if (authentication == FORMAT_2) {
            formatTwo(pending, turn);
            return;
        }
        int at = afterSession(pending);
        message(new Bytes().wrap(pending, at + 1, pending.u8(at)), turn, authentication);
        if (pending.u8(at) > pending.length() - at - 1)
            turn.malformed("message longer than the datagram", Math.min(at, pending.length()));
    }

    /** RMCP+, section 13.6: the type of the payload says whether it opens a session. */
    private static void formatTwo(Bytes pending, Turn turn) {
        int type = pending.u8(5);
        int at = (type & 0x3F) == 2 ? 22 : 16;
        int length = pending.u16le(at - 2);
        Bytes payload = new Bytes().wrap(pending, at, length);
        if (length > payload.length())
            turn.malformed("payload longer than the datagram", Math.min(at - 2, pending.length()));
        boolean encrypted = (type & 0x80) != 0;
        switch (type & 0x3F) {
            case 0x00 -> {
                if (encrypted) secret(turn, "ipmi");
                else message(payload, turn, FORMAT_2);
            }
            case 0x01 -> secret(turn, "serial over lan");
            case 0x10, 0x11 -> open(payload, turn, (type & 0x3F) == 0x11);
            case 0x12, 0x13, 0x14, 0x15 -> exchange(payload, turn, type & 0x3F);
            default -> secret(turn, "payload " + (type & 0x3F));
        }
    }

    private static void secret(Turn turn, String what) {
        turn.message(what, what.startsWith("serial") ? Verb.SESSION : Verb.OTHER, Outcome.NOTICE)
                .field("encrypted", true)
                .emit();
    }

    private static void open(Bytes payload, Turn turn, boolean answer) {
        Session session = turn.state();
        int status = payload.u8(1);
        Turn.Draft draft = turn.message(
                        "open session",
                        Verb.SESSION,
                        !answer ? Outcome.REQUEST : status == 0 ? Outcome.SUCCESS : Outcome.REFUSED)
                .field("privilege", privilege(payload.u8(answer ? 2 : 1)));
        if (!answer) {
            session.loginNanos = turn.atNanos();
            draft.emit();
            return;
        }
        draft.field("status", (long) status).answers(session.loginNanos);
        if (status == 0) {
            int algorithm = payload.u8(16);
            draft.field("authentication", (long) algorithm)
                    .field("integrity", (long) payload.u8(24))
                    .field("confidentiality", (long) payload.u8(32));
            // Cipher suite 0: whoever knows a name is let in.
            if (algorithm == 0) draft.field("weak", true);
        }
        draft.emit();
    }

    private static String privilege(int octet) {
        int level = octet & 0xF;
        return level < PRIVILEGES.length ? PRIVILEGES[level] : "level " + level;
    }

    /** RAKP 1 to 4, sections 13.20 to 13.23: the first bears the user's name, the others a status. */
    private static void exchange(Bytes payload, Turn turn, int type) {
        Session session = turn.state();
        boolean request = type == 0x12 || type == 0x14;
        int status = payload.u8(1);
        if (type == 0x12) session.user = payload.ascii(28, Math.min(payload.u8(27), USER_BYTES_MAX));
        // The second shows that the controller knows the user; only after the fourth he is in.
        Outcome good = type == 0x13 ? Outcome.NOTICE : Outcome.SUCCESS;
        Outcome outcome = request ? Outcome.REQUEST : status == 0 ? good : Outcome.REFUSED;
        Turn.Draft draft = turn.message(type <= 0x13 ? "rakp" : "rakp confirm", Verb.LOGIN, outcome)
                .field("user", session.user);
        if (type == 0x12) draft.field("privilege", privilege(payload.u8(24)));
        else draft.field("status", (long) status);
        if (request) session.loginNanos = turn.atNanos();
        else draft.answers(session.loginNanos);
        draft.emit();
        if (type == 0x12) session.once.identity(turn, Attribute.USER, session.user, 0.6);
    }

    private static void message(Bytes message, Turn turn, int authentication) {
        if (message.length() < MESSAGE_BYTES_MIN) {
            // A session may be kept with empty messages.
            if (message.length() > 0) turn.malformed("message too short", 0);
            return;
        }
        boolean answer = (message.u8(1) >> 2 & 1) != 0;
        if (answer) answer(message, turn);
        else request(message, turn, authentication);
    }

    private static void request(Bytes message, Turn turn, int authentication) {
        Session session = turn.state();
        int function = message.u8(1) >> 2;
        int command = message.u8(5);
        int sequence = message.u8(4) >> 2;
        boolean control = function == Command.CHASSIS && command == Command.CHASSIS_CONTROL;
        boolean challenge = function == Command.APPLICATION && command == Command.CHALLENGE;
        boolean name = function == Command.APPLICATION && command == Command.USER_NAME_SET;
        String target = control ? Command.control(message.u8(6) & 0xF) : "";
        session.atNanos[sequence] = turn.atNanos();
        session.asked[sequence] = function << 8 | command;
        session.targets[sequence] = target;
        if (challenge) session.user = message.ascii(7, USER_BYTES_MAX);
        Turn.Draft draft = turn.message(
                        Command.name(function, command),
                        control ? Command.controlVerb(message.u8(6) & 0xF) : Command.verb(function, command),
                        Outcome.REQUEST)
                .unit(unit(message.u8(0)))
                .target(target)
                .field("function", (long) function)
                .field("command", (long) command)
                .field("sequence", (long) sequence);
        if (control) draft.field("control", (long) message.u8(6) & 0xF);
        if (challenge) draft.field("authentication", kind(message.u8(6) & 0xF)).field("user", session.user);
        else if (authentication != NO_AUTHENTICATION) draft.field("authentication", kind(authentication));
        if (name) draft.field("user", message.ascii(7, USER_BYTES_MAX));
        if (authentication == 4) draft.field("credentials", true);
        draft.emit();
        if (challenge) session.once.identity(turn, Attribute.USER, session.user, 0.6);
    }

    private static String kind(int authentication) {
        return authentication < AUTHENTICATIONS.length ? AUTHENTICATIONS[authentication] : "kind " + authentication;
    }

    private static String unit(int address) {
        return address == BMC ? "" : "0x" + Integer.toHexString(address);
    }

    private static void answer(Bytes message, Turn turn) {
        Session session = turn.state();
        int function = message.u8(1) >> 2 & ~1;
        int command = message.u8(5);
        int sequence = message.u8(4) >> 2;
        int completion = message.u8(6);
        boolean known = session.atNanos[sequence] != 0 && session.asked[sequence] == (function << 8 | command);
        String target = known ? session.targets[sequence] : "";
        Verb verb = Command.verb(function, command);
        if (function == Command.CHASSIS && command == Command.CHASSIS_CONTROL) verb = controlled(target);
        Turn.Draft draft = turn.message(
                        Command.name(function, command), verb, completion == 0 ? Outcome.SUCCESS : Outcome.REFUSED)
                .unit(unit(message.u8(3)))
                .target(target)
                .answers(known ? session.atNanos[sequence] : -1)
                .field("function", (long) (function | 1))
                .field("command", (long) command)
                .field("sequence", (long) sequence)
                .field("completion", (long) completion)
                .field("completion_text", Command.completion(completion));
        session.atNanos[sequence] = 0;
        boolean good = completion == 0 && function == Command.APPLICATION;
        if (good && command == Command.DEVICE_ID && message.has(7, 11)) device(message, draft, turn, session);
        else if (good && command == Command.AUTHENTICATION && message.has(7, 4)) capabilities(message, draft);
        draft.emit();
    }

    private static Verb controlled(String target) {
        for (int code = 0; code < 6; code++) if (Command.control(code).equals(target)) return Command.controlVerb(code);
        return Verb.OTHER;
    }

    /** Section 20.1. */
    private static void device(Bytes message, Turn.Draft draft, Turn turn, Session session) {
        long manufacturer = message.u16le(13) | (long) (message.u8(15) & 0xF) << 16;
        long product = message.u16le(16);
        // The minor revision is in decimal digits.
        String firmware = (message.u8(9) & 0x7F) + "." + (message.u8(10) >> 4) + (message.u8(10) & 0xF);
        draft.field("device_id", (long) message.u8(7))
                .field("firmware", firmware)
                .field("ipmi_version", (message.u8(11) & 0xF) + "." + (message.u8(11) >> 4))
                .field("manufacturer", manufacturer)
                .field("product", product);
        session.once.identity(turn, Attribute.FIRMWARE, "BMC " + firmware, 0.8);
        session.once.identity(turn, Attribute.MODEL, "BMC product " + product + " of enterprise " + manufacturer, 0.5);
        session.once.identity(turn, Attribute.ROLE, "baseboard controller", 0.9);
    }

    /** Section 22.13: which kinds of login there are. */
    private static void capabilities(Bytes message, Turn.Draft draft) {
        int kinds = message.u8(8);
        int status = message.u8(9);
        draft.field("kinds", (long) kinds & 0x3F).field("rmcp_plus", (message.u8(8) & 0x80) != 0);
        if ((status & 1) != 0) draft.field("anonymous", true);
        if ((kinds & 0x11) != 0 || (status & 1) != 0) draft.field("weak", true);
    }
}
