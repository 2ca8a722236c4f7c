package dev.postern.wire.ot.fox;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Niagara Fox. Types of frames: {@code a} stands alone, {@code s} asks, {@code r} replies, {@code e} replies with an error. */
public final class FoxDissector implements Dissector {
    /** What waits for its answer. */
    record Asked(String operation, Verb verb, String target, long atNanos) {}

    private static final int TYPE = 1, NUMBER = 2, REPLY_TO = 3, CHANNEL = 4, COMMAND = 5;

    @Override
    public String protocol() {
        return "fox";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 1911 || port == 3011);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        String magic = "fox ";
        int there = Math.min(pending.length(), magic.length());
        if (!pending.startsWith(magic.substring(0, there), 0)) return Recognition.NOT;
        if (pending.length() < 7) return Recognition.UNSURE;
        int type = pending.u8(4);
        int number = pending.u8(6);
        boolean fits =
                type >= 'a' && type <= 'z' && pending.u8(5) == ' ' && (number == '-' || number >= '0' && number <= '9');
        return fits ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Waiting<String, Asked>();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        FoxFrame frame = new FoxFrame();
        int length = frame.read(pending);
        if (length == FoxFrame.INCOMPLETE) {
            turn.need(frame.needed());
            return NEED_MORE;
        }
        if (length == FoxFrame.BROKEN) {
            turn.malformed(frame.rule(), frame.brokenAt());
            return LOST;
        }
        message(frame, turn);
        return length;
    }

    private static void message(FoxFrame frame, Turn turn) {
        String channel = frame.header[CHANNEL];
        String command = frame.header[COMMAND];
        String type = frame.header[TYPE];
        String operation = (channel + " " + command).toLowerCase(Locale.ROOT);
        boolean answers = type.equals("r") || type.equals("e");
        Waiting<String, Asked> state = turn.state();
        Asked asked = answers ? state.answer(key(!turn.fromClient(), frame.header[REPLY_TO])) : null;
        Verb verb = asked != null ? asked.verb() : verb(channel, command);
        String target = asked != null ? asked.target() : target(frame);
        Outcome outcome = type.equals("e")
                ? Outcome.REFUSED
                : answers ? Outcome.SUCCESS : type.equals("s") ? Outcome.REQUEST : Outcome.NOTICE;
        Turn.Draft draft = turn.message(asked != null ? asked.operation() : operation, verb, outcome)
                .target(target)
                .answers(asked == null ? -1 : asked.atNanos())
                .field("frame_type", type)
                .field("number", number(frame.header[NUMBER]))
                .field("reply_to", number(frame.header[REPLY_TO]));
        entries(frame, draft);
        draft.emit();
        if (type.equals("s"))
            state.ask(
                    turn,
                    key(turn.fromClient(), frame.header[NUMBER]),
                    new Asked(operation, verb, target, turn.atNanos()));
        if (command.equals("hello")) identify(frame, turn);
        String user = frame.value("username") != null ? frame.value("username") : frame.value("user");
        if (verb == Verb.LOGIN) turn.identity(turn.source(), Attribute.USER, user, 0.8);
    }

    /** What is secret is said to be there. */
    private static void entries(FoxFrame frame, Turn.Draft draft) {
        List<String> values = new ArrayList<>(frame.values);
        for (int i = 0; i < values.size(); i++) if (isSecret(frame.names.get(i))) values.set(i, "(secret)");
        if (!values.isEmpty()) draft.field("names", frame.names).field("values", values);
    }

    private static String key(boolean clientAsked, String number) {
        return (clientAsked ? "c" : "s") + number;
    }

    private static Long number(String text) {
        if (text.length() > 10) return null;
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("password") || lower.contains("nonce") || lower.contains("credential");
    }

    /** The object, where an entry names one. */
    private static String target(FoxFrame frame) {
        for (String name : new String[] {"ord", "path", "handle", "name", "slot"}) {
            String value = frame.value(name);
            if (value != null && !value.isEmpty()) return value;
        }
        return "";
    }

    /** By the words that commands are made of; the list of commands is not public. */
    private static Verb verb(String channel, String command) {
        String word = command.toLowerCase(Locale.ROOT);
        if (word.equals("hello") || word.equals("keepalive") || word.startsWith("open") || word.startsWith("close"))
            return Verb.SESSION;
        if (word.contains("auth") || word.contains("login") || word.contains("challenge") || word.contains("reject"))
            return Verb.LOGIN;
        if (word.contains("restart") || word.contains("reboot")) return Verb.RESTART;
        if (word.contains("kill") || word.contains("shutdown") || word.startsWith("stop")) return Verb.STOP;
        if (word.contains("invoke")) return Verb.OPERATE;
        boolean file = channel.equals("file");
        if (word.startsWith("set") || word.startsWith("write") || word.startsWith("put"))
            return file ? Verb.FILE_WRITE : Verb.WRITE;
        if (word.startsWith("add")
                || word.startsWith("remove")
                || word.startsWith("delete")
                || word.startsWith("rename")
                || word.startsWith("copy")
                || word.startsWith("move")) return Verb.CONFIGURE;
        if (word.startsWith("list") || word.startsWith("query") || word.startsWith("resolve")) return Verb.BROWSE;
        if (word.startsWith("read") || word.startsWith("get") || word.startsWith("load") || word.startsWith("sub"))
            return file ? Verb.FILE_READ : Verb.READ;
        return Verb.OTHER;
    }

    /** Each side greets with what it is. */
    private static void identify(FoxFrame frame, Turn turn) {
        turn.identity(turn.source(), Attribute.NAME, frame.value("hostName"), 0.8);
        turn.identity(turn.source(), Attribute.SOFTWARE, joined(frame, "app.name", "app.version", "Niagara "), 0.9);
        turn.identity(turn.source(), Attribute.OPERATING_SYSTEM, joined(frame, "os.name", "os.version", ""), 0.9);
        turn.identity(turn.source(), Attribute.SERIAL, frame.value("hostId"), 0.8);
        String station = frame.value("station.name");
        if (station != null) turn.identity(turn.source(), Attribute.NOTE, "Niagara station " + station, 0.8);
        String brand = frame.value("brandId");
        if (brand != null) turn.identity(turn.source(), Attribute.NOTE, "brand " + brand, 0.7);
    }

    private static String joined(FoxFrame frame, String name, String version, String before) {
        String first = frame.value(name);
        if (first == null) return null;
        String second = frame.value(version);
        return before + first + (second == null ? "" : " " + second);
    }
}
