package dev.postern.wire.it.ldap;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.kerberos.Presented;
import dev.postern.wire.it.ntlm.Ntlm;
import dev.postern.wire.it.parts.Ber;
import dev.postern.wire.it.parts.Guess;
import dev.postern.wire.it.parts.Text;
import dev.postern.wire.it.tls.TlsStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One LDAP message. Of names {@link #TEXT_BYTES_MAX} octets are kept, of lists {@link #LIST_MAX} entries; passwords are not. Values of entries
 * are read only where the server speaks of itself ({@link RootDse}, {@link Netlogon}).
 */
final class LdapReader {
    static final int TEXT_BYTES_MAX = 256;
    static final int LIST_MAX = 64;
    private static final int SIMPLE = 0x80,
            SASL = 0xA3,
            SICILY_FIRST = 0x89,
            SICILY_LAST = 0x8B,
            SERVER_CREDENTIALS = 0x87;
    private static final int CONTROLS = 0xA0;
    private static final String START_TLS = "1.3.6.1.4.1.1466.20037", MODIFY_PASSWORD = "1.3.6.1.4.1.4203.1.11.1";
    private static final String[] SCOPES = {"base", "one level", "subtree"};
    private static final String[] CHANGES = {"add", "delete", "replace", "increment"};

    private final Bytes message;
    private final int offset;
    private final Turn turn;
    private final LdapDissector.Connection connection;
    /** What the operation holds, and the elements in it. */
    private final Bytes contents;

    private final Ber body;
    private final long id;
    private final Operation operation;
    private final List<Object> controls = new ArrayList<>();

    /** @param offset of the message from the start of what is pending */
    LdapReader(Bytes message, int offset, Turn turn, LdapDissector.Connection connection) {
        this.message = message;
        this.offset = offset;
        this.turn = turn;
        this.connection = connection;
        Ber outer = new Ber(message);
        if (!outer.next()) outer = new Ber(message, Ber.contents(message, 0), message.length());
        else outer = outer.inside();
        outer.next();
        id = outer.integer();
        int at = outer.after();
        operation = Operation.of(message.u8(at));
        // Of a cut datagram what is there.
        int from = Ber.contents(message, at);
        contents = outer.next() ? outer.value() : new Bytes().wrap(message, from, message.length() - from);
        body = outer.tag() >= 0 ? outer.inside() : new Ber(message, from, message.length());
        if (outer.optional(CONTROLS)) controls(outer.inside());
        if (outer.brokenAt() >= 0) message.u8(message.length());
    }

    private void controls(Ber list) {
        while (controls.size() < LIST_MAX && list.next(Ber.SEQUENCE)) {
            Ber control = list.inside();
            if (control.next(Ber.OCTET_STRING)) controls.add(control.text(TEXT_BYTES_MAX));
        }
    }

    void read() {
        switch (operation) {
            case BIND_REQUEST -> bind();
            case SEARCH -> search();
            case MODIFY -> modify();
            case ADD -> add();
            case RENAME -> rename();
            case COMPARE -> compare();
            case DELETE ->
                request(contents.utf8(0, Math.min(TEXT_BYTES_MAX, contents.length())))
                        .emit();
            case EXTENDED -> extended();
            case UNBIND -> draft(Outcome.NOTICE).emit();
            case ABANDON, INTERMEDIATE -> draft(Outcome.NOTICE).emit();
            case SEARCH_ENTRY -> entry();
            case SEARCH_REFERENCE ->
                answer(Outcome.NOTICE, true)
                        .field("reference", body.next() ? body.text(TEXT_BYTES_MAX) : "")
                        .emit();
            default -> result();
        }
        if (body.brokenAt() >= 0) turn.malformed("element ends early", offset + body.brokenAt());
    }

    private Turn.Draft draft(Outcome outcome) {
        return start(operation.label(), operation.verb(), outcome);
    }

    private Turn.Draft start(String label, Verb verb, Outcome outcome) {
        Turn.Draft draft = turn.message(label, verb, outcome);
        if (turn.conversation().transport() == Transport.UDP) draft.protocol("cldap");
        return draft.field("message_id", id)
                .field("op", operation.number())
                .field("controls", controls.isEmpty() ? null : controls);
    }

    private Turn.Draft request(String target) {
        return request(target, operation.verb(), operation.label());
    }

    private Turn.Draft request(String target, Verb verb, String label) {
        connection.waiting.ask(turn, id, new LdapDissector.Asked(operation, target, verb, label, turn.atNanos()));
        return start(label, verb, Outcome.REQUEST).target(target);
    }

    private String text() {
        return body.next() ? body.text(TEXT_BYTES_MAX) : "";
    }

    private void bind() {
        body.next(Ber.INTEGER);
        long version = body.integer();
        String name = text();
        body.next();
        int kind = body.tag();
        if (kind == SASL) {
            sasl(version, name);
        } else if (kind >= SICILY_FIRST && kind <= SICILY_LAST) {
            login(version, name, "sicily", null, body.value());
        } else {
            boolean password = kind == SIMPLE && body.length() > 0;
            request(name)
                    .field("version", version)
                    .field("bind", password ? "simple" : name.isEmpty() ? "anonymous" : "unauthenticated")
                    .field("name", name)
                    .field("credentials", password ? true : null)
                    .field("guessable", password ? Guess.of(commonName(name), body.text(TEXT_BYTES_MAX)) : null)
                    .emit();
            if (password) turn.identity(turn.source(), Attribute.USER, name, 0.8);
        }
    }

    /** {@code maint} of {@code cn=maint,dc=plant}. */
    private static String commonName(String name) {
        int comma = name.indexOf(',');
        return name.substring(
                name.indexOf('=') + 1, comma < 0 ? name.length() : Math.max(comma, name.indexOf('=') + 1));
    }

    private void sasl(long version, String name) {
        Ber parts = body.inside();
        String mechanism = parts.next(Ber.OCTET_STRING) ? parts.text(TEXT_BYTES_MAX) : "";
        login(version, name, "sasl", mechanism, parts.next(Ber.OCTET_STRING) ? parts.value() : new Bytes());
    }

    private void login(long version, String name, String kind, String mechanism, Bytes blob) {
        Ntlm ntlm = Ntlm.find(blob);
        Presented ticket = ntlm == null ? Presented.find(blob) : null;
        String account = ntlm == null ? null : ntlm.account();
        Turn.Draft draft = request(account != null ? account : ticket != null ? ticket.service() : name)
                .field("version", version)
                .field("bind", kind)
                .field("name", name)
                .field("mechanism", mechanism);
        if ("PLAIN".equals(mechanism)) draft.field("credentials", true);
        if (ntlm != null) ntlm.fill(draft);
        if (ticket != null) ticket.fill(draft);
        draft.emit();
        if (ntlm != null) ntlm.tell(turn);
    }

    private void search() {
        String base = text();
        body.next(Ber.ENUMERATED);
        int scope = (int) body.integer();
        body.next();
        body.next();
        long sizeLimit = body.integer() & 0xFFFF_FFFFL;
        body.next();
        body.next();
        String filter = body.next() ? Filter.text(message, body) : "";
        List<Object> attributes = body.next(Ber.SEQUENCE) ? strings(body.inside()) : List.of();
        connection.entries = 0;
        request(base, operation.verb(), Sought.label(operation.label(), base, scope, filter))
                .field("base", base)
                .field("scope", (long) scope)
                .field("scope_name", scope >= 0 && scope < SCOPES.length ? SCOPES[scope] : null)
                .field("size_limit", sizeLimit)
                .field("filter", filter)
                .field("attributes", attributes)
                .emit();
        if (turn.conversation().transport() == Transport.UDP) Netlogon.asked(filter, turn);
    }

    private static List<Object> strings(Ber list) {
        List<Object> all = new ArrayList<>();
        while (all.size() < LIST_MAX && list.next()) all.add(list.text(TEXT_BYTES_MAX));
        return all;
    }

    private void modify() {
        String object = text();
        List<Object> changes = new ArrayList<>();
        boolean rights = false;
        Ber list = body.next(Ber.SEQUENCE) ? body.inside() : body;
        while (changes.size() < LIST_MAX && list.next(Ber.SEQUENCE)) {
            Ber change = list.inside();
            change.next(Ber.ENUMERATED);
            int kind = (int) change.integer();
            Ber attribute = change.next(Ber.SEQUENCE) ? change.inside() : change;
            String name = attribute.next(Ber.OCTET_STRING) ? attribute.text(TEXT_BYTES_MAX) : "";
            rights |= Rights.isChangedBy(name);
            changes.add((kind >= 0 && kind < CHANGES.length ? CHANGES[kind] : "change " + kind) + " " + name);
        }
        Turn.Draft draft = rights ? request(object, Verb.PROTECT, "modify rights") : request(object);
        draft.field("object", object).field("changes", changes).emit();
    }

    private void add() {
        String object = text();
        List<Object> attributes = body.next(Ber.SEQUENCE) ? names(body.inside()) : List.of();
        boolean account = Rights.areOfAnAccount(attributes);
        Turn.Draft draft = account ? request(object, Verb.PROTECT, "add account") : request(object);
        draft.field("object", object).field("attributes", attributes).emit();
    }

    private static List<Object> names(Ber list) {
        List<Object> all = new ArrayList<>();
        while (all.size() < LIST_MAX && list.next(Ber.SEQUENCE)) {
            Ber attribute = list.inside();
            if (attribute.next(Ber.OCTET_STRING)) all.add(attribute.text(TEXT_BYTES_MAX));
        }
        return all;
    }

    private void rename() {
        String object = text();
        request(object).field("object", object).field("new_name", text()).emit();
    }

    private void compare() {
        String object = text();
        Ber assertion = body.next(Ber.SEQUENCE) ? body.inside() : body;
        String attribute = assertion.next(Ber.OCTET_STRING) ? assertion.text(TEXT_BYTES_MAX) : "";
        request(object).field("object", object).field("attribute", attribute).emit();
    }

    private void extended() {
        String name = text();
        Verb verb = name.equals(START_TLS) ? Verb.SESSION : name.equals(MODIFY_PASSWORD) ? Verb.CONFIGURE : Verb.OTHER;
        String label =
                name.equals(START_TLS) ? "start tls" : name.equals(MODIFY_PASSWORD) ? "modify password" : "extended";
        if (name.equals(START_TLS)) connection.startTlsId = id;
        request(name, verb, label).field("name", name).emit();
    }

    /** @param more further answers will follow */
    private Turn.Draft answer(Outcome outcome, boolean more) {
        LdapDissector.Asked asked = more ? connection.waiting.peek(id) : connection.waiting.answer(id);
        if (asked == null) return draft(outcome);
        return start(asked.label(), asked.verb(), outcome)
                .target(asked.target())
                .answers(asked.atNanos());
    }

    private void entry() {
        connection.entries++;
        String object = text();
        Ber attributes = body.next(Ber.SEQUENCE) ? body.inside() : body;
        List<Object> names = new ArrayList<>();
        Turn.Draft draft = answer(Outcome.NOTICE, true).field("object", object);
        Netlogon netlogon = null;
        RootDse root = object.isEmpty() ? new RootDse() : null;
        while (attributes.next(Ber.SEQUENCE)) {
            Ber attribute = attributes.inside();
            String name = attribute.next(Ber.OCTET_STRING) ? attribute.text(TEXT_BYTES_MAX) : "";
            if (names.size() < LIST_MAX) names.add(name);
            if (root == null || !attribute.next(Ber.SET)) continue;
            Ber values = attribute.inside();
            if (name.equalsIgnoreCase("netlogon")) netlogon = values.next() ? Netlogon.read(values.value()) : null;
            else if (values.next())
                root.take(name, Text.orHex(message, values.start(), values.length(), TEXT_BYTES_MAX));
        }
        draft.field("attributes", names);
        if (netlogon != null) netlogon.fill(draft);
        if (root != null) root.fill(draft);
        draft.emit();
        if (netlogon != null) netlogon.tell(turn);
        if (root != null) root.tell(turn);
    }

    private void result() {
        body.next(Ber.ENUMERATED);
        int code = (int) body.integer();
        String matched = text();
        String text = text();
        Bytes credentials = null;
        while (body.next()) if (body.tag() == SERVER_CREDENTIALS) credentials = body.value();
        Ntlm ntlm = operation == Operation.BIND_RESPONSE && credentials != null ? Ntlm.find(credentials) : null;
        Turn.Draft draft = answer(Result.outcome(code), code == Result.SASL_IN_PROGRESS)
                .field("result", (long) code)
                .field("result_name", Result.name(code))
                .field("matched", matched.isEmpty() ? null : matched)
                .field("text", text.isEmpty() ? null : text);
        if (operation == Operation.SEARCH_DONE) draft.field("entries", connection.entries);
        if (ntlm != null) ntlm.fill(draft);
        draft.emit();
        if (ntlm != null) ntlm.tell(turn);
        if (operation == Operation.EXTENDED_RESPONSE && code == 0 && id == connection.startTlsId)
            connection.tls = new TlsStream();
    }
}
