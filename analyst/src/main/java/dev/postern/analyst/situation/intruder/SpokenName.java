package dev.postern.analyst.situation.intruder;

import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An answer to a question for a name that was asked of everybody: LLMNR (RFC 4795), NetBIOS (RFC 1002), multicast DNS (RFC 6762).
 *
 * @param name its first label in lower case, as long as NetBIOS has it
 * @param source who answers
 * @param told the address that is said to have the name
 * @param asker null where the answer goes to everybody
 */
record SpokenName(String name, Address source, Address told, Address asker) {
    static final Set<String> PROTOCOLS = Set.of("llmnr", "nbns", "mdns");
    private static final int NETBIOS_LETTERS = 15;

    /** Null where it is no answer of one host for one name. */
    static SpokenName of(Message m) {
        if (m.verb() != Verb.RESOLVE || !PROTOCOLS.contains(m.protocol())) return null;
        if (m.outcome() != Outcome.SUCCESS && m.outcome() != Outcome.NOTICE) return null;
        String told = m.protocol().equals("nbns") ? netbios(m) : record(m);
        String name = told == null ? "" : plain(m.target(), m.protocol());
        if (name.isEmpty()) return null;
        Address asker = m.conversation().destination(m.fromClient());
        try {
            return new SpokenName(
                    name,
                    m.conversation().source(m.fromClient()),
                    Address.parse(told),
                    asker.isMulticast() ? null : asker);
        } catch (IllegalArgumentException cutShort) {
            return null;
        }
    }

    /** A group belongs to all its members. */
    private static String netbios(Message m) {
        boolean one =
                m.operation().equals("query") && !Boolean.TRUE.equals(m.fields().get("group"));
        String target = m.target();
        boolean host = target.endsWith("<00>") || target.endsWith("<20>");
        return one && host && m.fields().get("address") instanceof String address ? address : null;
    }

    private static String record(Message m) {
        if (!(m.fields().get("answers") instanceof List<?> answers) || answers.isEmpty()) return null;
        String first = answers.getFirst().toString();
        if (first.startsWith("a ")) return first.substring(2);
        return first.startsWith("aaaa ") ? first.substring(5) : null;
    }

    /** {@code wpad} of {@code WPAD<00>} and {@code wpad.corp.example}; a host that found its name taken counts one up (RFC 6762, 9). */
    static String plain(String name, String protocol) {
        String plain = name.toLowerCase(Locale.ROOT);
        int end = plain.indexOf(protocol.equals("nbns") ? '<' : '.');
        if (end >= 0) plain = plain.substring(0, end);
        if (protocol.equals("mdns")) plain = plain.replaceFirst("-[0-9]+$", "");
        return plain.length() > NETBIOS_LETTERS ? plain.substring(0, NETBIOS_LETTERS) : plain;
    }
}
