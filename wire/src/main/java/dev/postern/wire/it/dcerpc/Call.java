package dev.postern.wire.it.dcerpc;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.List;

/** A call by its names, the same over connections and datagrams. */
final class Call {
    private final Interface known;
    private final Uuid uuid;
    private final Interface.Operation named;
    private final int number;
    private String target = "";

    /**
     * @param known null if the interface has no name
     * @param uuid null if it was not seen
     */
    Call(Interface known, Uuid uuid, int number) {
        this.known = known;
        this.uuid = uuid;
        this.number = number;
        named = known == null ? null : known.operation(number);
    }

    String operation() {
        if (named != null) return named.label();
        return known == null ? "operation " + number : known.name() + ": operation " + number;
    }

    Verb verb() {
        return named == null ? Verb.OTHER : named.verb();
    }

    String target() {
        return target;
    }

    Turn.Draft begin(Turn turn, Outcome outcome) {
        // Without a name the interface itself is what is called.
        if (known == null && uuid != null) target = uuid.toString();
        return turn.message(operation(), verb(), outcome)
                .protocol(known == null ? DcerpcDissector.PROTOCOL : known.protocol())
                .field("interface", known != null ? known.name() : uuid != null ? uuid.toString() : null);
    }

    /** The first text of this call names what it opens or changes. */
    boolean isNamed() {
        return named != null && named.named();
    }

    /** The object that a handle stands for, where the call has no name of its own. */
    void about(String object) {
        if (target.isEmpty()) target = object;
    }

    /** Adds what plain parameters say. */
    void parameters(Ndr pdu, int from, int to, Turn.Draft draft) {
        if (Tower.isMap(known, number)) {
            Tower tower = Tower.asked(pdu, from, to);
            if (tower != null) target = Interfaces.name(tower.uuid());
            return;
        }
        if (MachineLogin.is(known, number) && MachineLogin.hasZeroCredential(pdu, from, to))
            draft.field(MachineLogin.ZERO_CREDENTIAL, true);
        if (Activation.asks(known, number)) target = Activation.wanted(pdu.bytes(), from, to);
        List<Object> texts = pdu.texts(from, to);
        if (texts.isEmpty()) return;
        draft.field("texts", texts);
        if (isNamed()) target = texts.getFirst().toString();
    }
}
