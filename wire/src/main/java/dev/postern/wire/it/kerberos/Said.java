package dev.postern.wire.it.kerberos;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Ber;
import java.util.ArrayList;
import java.util.List;

/** What one message says in clear. Of lists the first {@link #LIST_MAX} entries count, of names {@link #NAME_BYTES_MAX} octets a part. */
final class Said {
    static final int LIST_MAX = 32;
    static final int NAME_BYTES_MAX = 256;
    private static final int PART = 0xA0;
    private static final int GENERAL_STRING = 0x1B;
    private static final int TICKET = 0x61, AP_REQ = 0x6E;
    private static final int PA_TGS_REQ = 1,
            PA_ENC_TIMESTAMP = 2,
            PA_PK_AS_REQ_OLD = 14,
            PA_PK_AS_REQ = 16,
            PA_ETYPE_INFO = 19,
            PA_FOR_USER = 129;
    private static final int PA_ENCRYPTED_CHALLENGE = 138;
    /** KDC option: the client is named in an additional ticket, which is how a service asks in somebody else's name. */
    private static final long OPTION_CLIENT_IN_TICKET = 1L << 31 - 14;

    final int type;
    String realm;
    String client;
    long error = -1;
    /** Of the part that the client decrypts, or of the pre-authentication; -1 if there is none. */
    long etype = -1;

    long ticketEtype = -1;
    int brokenAt = -1;
    private String clientRealm;
    private String service;
    private String text;
    private String forUser;
    private long options = -1;
    private boolean additionalTickets;
    private final List<Object> etypes = new ArrayList<>();
    private final List<Object> serverEtypes = new ArrayList<>();
    private final List<Object> preauthentication = new ArrayList<>();
    private String presentedService;
    private long presentedEtype = -1;

    Said(Bytes message, int type) {
        this.type = type;
        Ber outer = new Ber(message);
        outer.next();
        Ber sequence = outer.inside();
        sequence.next();
        Ber parts = sequence.inside();
        while (parts.next()) {
            int number = parts.tag() - PART;
            Ber inside = parts.inside();
            switch (type) {
                case Type.AS_REQ, Type.TGS_REQ -> request(number, inside);
                case Type.AS_REP, Type.TGS_REP -> reply(number, inside);
                case Type.AP_REQ -> application(number, inside);
                case Type.ERROR -> error(number, inside);
                default -> {}
            }
        }
        brokenAt = Math.max(outer.brokenAt(), Math.max(sequence.brokenAt(), parts.brokenAt()));
    }

    private void request(int part, Ber inside) {
        if (part == 3) preauthentication(inside);
        if (part != 4 || !inside.next(Ber.SEQUENCE)) return;
        Ber body = inside.inside();
        while (body.next()) {
            Ber value = body.inside();
            switch (body.tag() - PART) {
                case 0 -> options = value.next(0x03) && value.length() == 5 ? value.integer() & 0xFFFF_FFFFL : -1;
                case 1 -> client = principal(value);
                case 2 -> realm = string(value);
                case 3 -> service = principal(value);
                case 8 -> numbers(value, etypes);
                case 11 -> additionalTickets = true;
                default -> {}
            }
        }
        brokenAt = body.brokenAt();
    }

    private void reply(int part, Ber inside) {
        switch (part) {
            case 2 -> preauthentication(inside);
            case 3 -> clientRealm = string(inside);
            case 4 -> client = principal(inside);
            case 5 -> {
                Ticket ticket = ticket(inside);
                realm = ticket.realm();
                service = ticket.service();
                ticketEtype = ticket.etype();
            }
            case 6 -> etype = etype(inside);
            default -> {}
        }
    }

    private void application(int part, Ber inside) {
        if (part == 3) {
            Ticket ticket = ticket(inside);
            realm = ticket.realm();
            service = ticket.service();
            ticketEtype = ticket.etype();
        } else if (part == 4) {
            etype = etype(inside);
        }
    }

    private void error(int part, Ber inside) {
        switch (part) {
            case 6 -> error = inside.next() ? inside.integer() : -1;
            case 7 -> clientRealm = string(inside);
            case 8 -> client = principal(inside);
            case 9 -> realm = string(inside);
            case 10 -> service = principal(inside);
            case 11 -> text = string(inside);
            case 12 -> {
                if (inside.next(Ber.OCTET_STRING)) preauthentication(inside.inside());
            }
            default -> {}
        }
    }

    private void preauthentication(Ber list) {
        if (!list.next(Ber.SEQUENCE)) return;
        Ber entries = list.inside();
        while (entries.next(Ber.SEQUENCE) && preauthentication.size() < LIST_MAX) {
            Ber entry = entries.inside();
            long kind = entry.next(PART + 1) ? number(entry.inside()) : -1;
            preauthentication.add(kind);
            Ber value = entry.next(PART + 2) ? entry.inside() : null;
            if (value == null || !value.next(Ber.OCTET_STRING)) continue;
            if (kind == PA_ENC_TIMESTAMP && type == Type.AS_REQ) etype = etype(value.inside());
            if (kind == PA_ETYPE_INFO) accepted(value.inside());
            if (kind == PA_TGS_REQ) presented(value.inside());
            if (kind == PA_FOR_USER) forUser(value.inside());
        }
    }

    /** What the other side would encrypt with. */
    private void accepted(Ber octets) {
        if (!octets.next(Ber.SEQUENCE)) return;
        Ber entries = octets.inside();
        while (entries.next(Ber.SEQUENCE) && serverEtypes.size() < LIST_MAX) {
            Ber entry = entries.inside();
            if (entry.next(PART)) serverEtypes.add(number(entry.inside()));
        }
    }

    /** The ticket by which a client asks for others. */
    private void presented(Ber octets) {
        if (!octets.next(AP_REQ)) return;
        Ber application = octets.inside();
        if (!application.next(Ber.SEQUENCE)) return;
        Ber parts = application.inside();
        while (parts.next())
            if (parts.tag() == PART + 3) {
                Ticket ticket = ticket(parts.inside());
                presentedService = ticket.service();
                presentedEtype = ticket.etype();
            }
    }

    private void forUser(Ber octets) {
        if (!octets.next(Ber.SEQUENCE)) return;
        Ber parts = octets.inside();
        if (!parts.next(PART)) return;
        String name = principal(parts.inside());
        String of = parts.next(PART + 1) ? string(parts.inside()) : "";
        forUser = name + "@" + of;
    }

    private record Ticket(String realm, String service, long etype) {}

    private static Ticket ticket(Ber inside) {
        if (!inside.next(TICKET)) return new Ticket(null, null, -1);
        Ber application = inside.inside();
        application.next(Ber.SEQUENCE);
        Ber parts = application.inside();
        parts.next();
        String realm = parts.next(PART + 1) ? string(parts.inside()) : null;
        String service = parts.next(PART + 2) ? principal(parts.inside()) : null;
        return new Ticket(realm, service, parts.next(PART + 3) ? etype(parts.inside()) : -1);
    }

    private static long etype(Ber encrypted) {
        if (!encrypted.next(Ber.SEQUENCE)) return -1;
        Ber parts = encrypted.inside();
        return parts.next(PART) ? number(parts.inside()) : -1;
    }

    private static long number(Ber inside) {
        return inside.next(Ber.INTEGER) ? inside.integer() : -1;
    }

    private static void numbers(Ber inside, List<Object> into) {
        if (!inside.next(Ber.SEQUENCE)) return;
        Ber list = inside.inside();
        while (into.size() < LIST_MAX && list.next(Ber.INTEGER)) into.add(list.integer());
    }

    private static String string(Ber inside) {
        return inside.next(GENERAL_STRING) ? inside.text(NAME_BYTES_MAX) : null;
    }

    /** Parts of a name with slashes between them: {@code cifs/fs-1}. */
    private static String principal(Ber inside) {
        if (!inside.next(Ber.SEQUENCE)) return null;
        Ber parts = inside.inside();
        parts.next(PART);
        Ber names = parts.next(PART + 1) ? parts.inside() : null;
        if (names == null || !names.next(Ber.SEQUENCE)) return null;
        Ber list = names.inside();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < LIST_MAX && list.next(GENERAL_STRING); i++) {
            if (i > 0) name.append('/');
            name.append(list.text(NAME_BYTES_MAX));
        }
        return name.toString();
    }

    String clientAtRealm() {
        String of = clientRealm == null ? realm : clientRealm;
        return client == null ? "" : client.indexOf('@') >= 0 || of == null ? client : client + "@" + of;
    }

    String serviceAtRealm() {
        return service == null ? "" : realm == null ? service : service + "@" + realm;
    }

    /** The client proved that it knows its key before anything was encrypted with it. */
    boolean preauthenticated() {
        for (Object kind : preauthentication) {
            long number = (Long) kind;
            if (number == PA_ENC_TIMESTAMP
                    || number == PA_PK_AS_REQ
                    || number == PA_PK_AS_REQ_OLD
                    || number == PA_ENCRYPTED_CHALLENGE) return true;
        }
        return false;
    }

    void fill(Turn.Draft draft) {
        draft.field("type", (long) type)
                .field("client", client)
                .field("client_realm", clientRealm)
                .field("realm", realm)
                .field("service", service)
                .field("etypes", etypes.isEmpty() ? null : etypes)
                .field("server_etypes", serverEtypes.isEmpty() ? null : serverEtypes)
                .field("preauthentication", preauthentication.isEmpty() ? null : preauthentication)
                .field("options", options < 0 ? null : (Object) options)
                .field("etype", etype < 0 ? null : (Object) etype)
                .field("ticket_etype", ticketEtype < 0 ? null : (Object) ticketEtype)
                .field("presented_service", presentedService)
                .field("presented_etype", presentedEtype < 0 ? null : (Object) presentedEtype)
                .field("for_user", forUser);
        if (additionalTickets && options >= 0 && (options & OPTION_CLIENT_IN_TICKET) != 0)
            draft.field("delegated", true);
        if (error >= 0)
            draft.field("error", error).field("error_name", Type.error(error)).field("text", text);
    }
}
