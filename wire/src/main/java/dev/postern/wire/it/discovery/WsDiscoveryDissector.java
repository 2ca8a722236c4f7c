package dev.postern.wire.it.discovery;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Once;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * WS-Discovery: SOAP in a datagram. Target is the kind of device sought or announced. Only the first match of an answer is read; a text is cut to
 * {@link #TEXT_MAX} characters. Cameras tell name, model and place in their scopes.
 */
public final class WsDiscoveryDissector implements Dissector {
    static final int TEXT_MAX = 1024;
    private static final String[] NAMESPACES = {
        "schemas.xmlsoap.org/ws/2005/04/discovery", "docs.oasis-open.org/ws-dd/ns/discovery/2009/01"
    };
    private static final String ONVIF = "onvif://www.onvif.org/";

    private static final class Known {
        private final Once once = new Once();
        private String asked;
        private long askedNanos = -1;
    }

    private static final class Envelope {
        private String action;
        private String message;
        private String relates;
        private String endpoint;
        private String types;
        private String scopes;
        private String addresses;
        private String metadata;

        private Envelope(Bytes pending) {
            for (Xml xml = new Xml(pending); xml.next(); ) {
                switch (xml.name()) {
                    case "Action" -> action = first(action, xml);
                    case "MessageID" -> message = first(message, xml);
                    case "RelatesTo" -> relates = first(relates, xml);
                    case "Address" -> {
                        if (xml.parent().equals("EndpointReference")) endpoint = first(endpoint, xml);
                    }
                    case "Types" -> types = first(types, xml);
                    case "Scopes" -> scopes = first(scopes, xml);
                    case "XAddrs" -> addresses = first(addresses, xml);
                    case "MetadataVersion" -> metadata = first(metadata, xml);
                    default -> {}
                }
            }
        }

        private static String first(String known, Xml xml) {
            return known != null ? known : xml.text(TEXT_MAX);
        }

        /** {@code Probe} of {@code http://.../discovery/Probe}; empty if there is none. */
        private String verb() {
            return action == null ? "" : action.substring(action.lastIndexOf('/') + 1);
        }
    }

    @Override
    public String protocol() {
        return "wsd";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == 3702;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    /** XML that names one of the namespaces. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int first = pending.u8(0) == 0xEF ? pending.u8(3) : pending.u8(0);
        if (first != '<') return Recognition.NOT;
        for (int at = pending.indexOf('/', 0); at >= 0; at = pending.indexOf('/', at + 1))
            if (pending.has(at, 2) && pending.u8(at + 1) == '/')
                for (String namespace : NAMESPACES)
                    if (pending.startsWith(namespace, at + 2)) return Recognition.CERTAIN;
        return Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Known();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Envelope envelope = new Envelope(pending);
        String verb = envelope.verb();
        if (verb.isEmpty()) {
            turn.malformed("no action", 0);
            return pending.length();
        }
        Known known = turn.state();
        boolean answer = verb.endsWith("Matches") && verb.length() > "Matches".length();
        boolean request = verb.equals("Probe") || verb.equals("Resolve");
        String operation =
                (answer ? verb.substring(0, verb.length() - "Matches".length()) : verb).toLowerCase(Locale.ROOT);
        Turn.Draft draft = turn.message(
                        operation, Verb.IDENTIFY, request ? Outcome.REQUEST : answer ? Outcome.SUCCESS : Outcome.NOTICE)
                .target(target(envelope, operation))
                .field("types", envelope.types)
                .field("endpoint", envelope.endpoint)
                .field("scopes", envelope.scopes)
                .field("addresses", envelope.addresses)
                .field("metadata_version", envelope.metadata);
        if (request) {
            known.asked = envelope.message;
            known.askedNanos = turn.atNanos();
        } else if (answer && known.asked != null && known.asked.equals(envelope.relates)) {
            draft.answers(known.askedNanos);
        }
        draft.emit();
        if (!request) tell(envelope, turn, known.once);
        return pending.length();
    }

    /** Whose address is sought, or what kind of device. */
    private static String target(Envelope envelope, String operation) {
        if (operation.equals("resolve") && envelope.endpoint != null) return envelope.endpoint;
        return envelope.types == null ? "" : withoutPrefixes(envelope.types);
    }

    /** {@code Device Computer} of {@code wsdp:Device pub:Computer}; the prefixes are the sender's own choice. */
    private static String withoutPrefixes(String types) {
        StringBuilder names = new StringBuilder(types.length());
        int start = 0;
        for (int i = 0; i <= types.length(); i++) {
            boolean blank = i == types.length() || types.charAt(i) <= ' ';
            if (!blank && types.charAt(i) == ':') start = i + 1;
            if (!blank) continue;
            if (i > start) names.append(names.isEmpty() ? "" : " ").append(types, start, i);
            start = i + 1;
        }
        return names.toString();
    }

    private static void tell(Envelope envelope, Turn turn, Once once) {
        if (envelope.types != null) once.identity(turn, Attribute.TYPE, withoutPrefixes(envelope.types), 0.6);
        once.identity(turn, Attribute.NAME, scope(envelope.scopes, "name/"), 0.7);
        once.identity(turn, Attribute.MODEL, scope(envelope.scopes, "hardware/"), 0.8);
        once.identity(turn, Attribute.NOTE, scope(envelope.scopes, "location/"), 0.5);
    }

    private static String scope(String scopes, String kind) {
        int at = scopes == null ? -1 : scopes.indexOf(ONVIF + kind);
        if (at < 0) return null;
        int start = at + ONVIF.length() + kind.length();
        int end = start;
        while (end < scopes.length() && scopes.charAt(end) > ' ') end++;
        return decoded(scopes.substring(start, end));
    }

    /** Octets written as {@code %20}, as UTF-8; what is written wrongly stays as it is. */
    private static String decoded(String percent) {
        byte[] octets = percent.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < octets.length; i++) {
            int high = octets[i] == '%' && i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(octets[i + 2], 16);
            octets[length++] = low < 0 ? octets[i] : (byte) (high << 4 | low);
            if (low >= 0) i += 2;
        }
        return new String(octets, 0, length, StandardCharsets.UTF_8);
    }
}
