package dev.postern.wire.ot.iec61850;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** A confirmed response, error or rejection, tied to its request. */
final class MmsAnswer {
    private static final double CONFIDENCE = 0.95;
    private static final String[] ERROR_CLASSES = {
        "vmd state",
        "application reference",
        "definition",
        "resource",
        "service",
        "service preempt",
        "time resolution",
        "access",
        "initiate",
        "conclude",
        "cancel",
        "file",
        "others"
    };
    private static final String[] PHYSICAL = {
        "operational", "partially operational", "inoperable", "needs commissioning"
    };
    private static final String[] LOGICAL = {
        "state changes allowed", "no state changes allowed", "limited services permitted", "support services allowed"
    };

    private final Bytes bytes;
    private final Turn turn;
    private final MmsState state;
    private final List<Object> names = new ArrayList<>();
    private AccessResults results;
    private List<Object> types;
    private Boolean moreFollows;
    private long size = -1;
    private String logical;
    private String physical;

    private MmsAnswer(Bytes bytes, Turn turn, MmsState state) {
        this.bytes = bytes;
        this.turn = turn;
        this.state = state;
    }

    /** @param ber stands on the service */
    static void read(Bytes bytes, long invoke, Ber ber, Turn turn, MmsState state) {
        new MmsAnswer(bytes, turn, state).read(invoke, ber);
    }

    private void read(long invoke, Ber ber) {
        int number = MmsService.number(ber.tag());
        MmsService service = MmsService.of(number);
        if (service == null) state.malformed(turn, "service unknown", ber.at());
        MmsState.Asked asked = state.answered(turn.fromClient(), invoke, number);
        if (service != null) body(service, ber, asked);
        boolean refused = results != null && results.refused();
        if (results != null && results.leaves.brokenAt >= 0)
            state.malformed(turn, "data is none of MMS", results.leaves.brokenAt);
        String operation = service == null ? "service " + number : service.operation;
        Turn.Draft draft = draft(
                        asked,
                        operation,
                        service == null ? Verb.OTHER : service.verb,
                        refused ? Outcome.REFUSED : Outcome.SUCCESS)
                .field("invoke_id", invoke)
                .field("service", (long) number);
        if (!MmsRequest.variables(asked).isEmpty()) draft.field("variables", asked.variables());
        if (!names.isEmpty()) draft.field("names", names);
        draft.field("component_types", types)
                .field("more_follows", moreFollows)
                .field("logical_status", logical)
                .field("physical_status", physical);
        if (size >= 0) draft.field("size", size);
        if (results != null) results.describe(draft);
        if (state.tase2) draft.field("tase2", true);
        draft.emit();
    }

    private Turn.Draft draft(MmsState.Asked asked, String operation, Verb verb, Outcome outcome) {
        if (asked == null) return turn.message(operation, verb, outcome);
        return turn.message(asked.operation(), asked.verb(), outcome)
                .target(asked.target())
                .answers(asked.atNanos());
    }

    private void body(MmsService service, Ber ber, MmsState.Asked asked) {
        Ber inside = ber.inside();
        switch (service) {
            case READ -> {
                results = new AccessResults(bytes);
                while (inside.next()) if (inside.tag() == 0xA1) results.readAll(inside.inside());
                NamePlates.tell(MmsRequest.variables(asked), results, turn);
                selected(asked);
            }
            case WRITE -> {
                results = new AccessResults(bytes);
                results.written(inside);
            }
            case STATUS -> status(inside);
            case IDENTIFY -> identify(inside);
            case GET_NAME_LIST -> list(inside, 0xA0, 0x81);
            case GET_NAMED_VARIABLE_LIST_ATTRIBUTES -> members(inside);
            case GET_VARIABLE_ACCESS_ATTRIBUTES -> components(inside);
            case FILE_DIRECTORY -> directory(inside);
            case FILE_OPEN, INITIATE_UPLOAD_SEQUENCE -> opened(service, inside, asked);
            case FILE_READ_SERVICE, UPLOAD_SEGMENT -> segment(inside);
            default -> {
                // Nothing to tell beyond the yes.
            }
        }
    }

    /** A select that is not granted answers with an empty name: IEC 61850-8-1 clause 20.3. */
    private void selected(MmsState.Asked asked) {
        boolean select = asked != null && asked.operation().equals("select");
        if (select
                && !results.leaves.values.isEmpty()
                && results.leaves.values.getFirst().equals(""))
            results.written(new Ber(new Bytes().wrap(new byte[] {(byte) 0x80, 1, 3}), 0, 3));
    }

    private void status(Ber ber) {
        while (ber.next()) {
            int code = (int) ber.unsigned() & 3;
            if (ber.tag() == 0x80) logical = LOGICAL[code];
            if (ber.tag() == 0x81) physical = PHYSICAL[code];
        }
    }

    private void identify(Ber ber) {
        while (ber.next()) {
            Attribute attribute = switch (ber.tag()) {
                case 0x80 -> Attribute.VENDOR;
                case 0x81 -> Attribute.MODEL;
                case 0x82 -> Attribute.FIRMWARE;
                default -> null;
            };
            if (attribute == null) continue;
            names.add(ber.text());
            turn.identity(turn.source(), attribute, ber.text(), CONFIDENCE);
        }
    }

    private void list(Ber ber, int items, int more) {
        while (ber.next()) {
            if (ber.tag() == more) moreFollows = ber.bool();
            if (ber.tag() != items) continue;
            for (Ber item = ber.inside(); item.next() && names.size() < Names.NAMES_MAX; ) name(item.text());
        }
    }

    private void name(String name) {
        names.add(name);
        if (Names.isTase2(name)) state.tase2 = true;
    }

    private void members(Ber ber) {
        Names variables = new Names(bytes);
        while (ber.next()) if (ber.tag() == 0xA1) variables.variables(ber.inside());
        names.addAll(variables.variables);
    }

    private void components(Ber ber) {
        Components components = new Components();
        while (ber.next()) if (ber.tag() == 0xA2) components.read(ber.inside());
        names.addAll(components.names);
        types = components.types;
    }

    private void directory(Ber ber) {
        while (ber.next()) {
            if (ber.tag() == 0x81) moreFollows = ber.bool();
            if (ber.tag() == 0xA0) entries(ber.inside());
        }
    }

    /** Directory entries, in some stacks within one more sequence. */
    private void entries(Ber ber) {
        while (ber.next() && names.size() < Names.NAMES_MAX) {
            Ber inside = ber.inside();
            if (!inside.next()) continue;
            if (inside.tag() == 0xA0) names.add(MmsRequest.path(inside.inside()));
            else if (ber.tag() == 0x30) entries(ber.inside());
        }
    }

    private void opened(MmsService service, Ber ber, MmsState.Asked asked) {
        while (ber.next()) {
            if (ber.tag() == 0x80 && asked != null) state.open(turn, service.number, ber.unsigned(), asked.target());
            if (ber.tag() == 0xA1 && service == MmsService.FILE_OPEN) {
                Ber attributes = ber.inside();
                if (attributes.next()) size = attributes.unsigned();
            }
        }
    }

    private void segment(Ber ber) {
        while (ber.next()) {
            if (ber.tag() == 0x81) moreFollows = ber.bool();
            else if (size < 0) size = ber.length();
        }
    }

    /** Error of a confirmed service: invoke id, then class and code. */
    static void error(Ber ber, Turn turn, MmsState state) {
        long invoke = MmsState.NO_INVOKE;
        String errorClass = null;
        long code = -1;
        while (ber.next()) {
            if (ber.tag() == 0x80) invoke = ber.unsigned();
            if (ber.tag() != 0xA2) continue;
            Ber error = ber.inside();
            Ber choice = error.next() ? error.inside() : error;
            if (!choice.next()) continue;
            int number = choice.tag() & 0x1F;
            errorClass = number < ERROR_CLASSES.length ? ERROR_CLASSES[number] : "class " + number;
            code = choice.integer();
        }
        MmsState.Asked asked = state.answered(turn.fromClient(), invoke, -1);
        Turn.Draft draft = new MmsAnswer(null, turn, state)
                .draft(asked, "error", Verb.OTHER, Outcome.REFUSED)
                .field("invoke_id", invoke);
        if (asked != null) draft.field("service", (long) asked.service());
        draft.field("error_class", errorClass);
        if (code >= 0) draft.field("error", code);
        draft.emit();
    }

    /** The other side could not read what was sent: the invoke id where it could, then what was wrong. */
    static void reject(Ber ber, Turn turn, MmsState state) {
        long invoke = MmsState.NO_INVOKE;
        long kind = -1;
        long reason = -1;
        while (ber.next()) {
            if (ber.tag() == 0x80) {
                invoke = ber.unsigned();
            } else {
                kind = ber.tag() & 0x1F;
                reason = ber.integer();
            }
        }
        MmsState.Asked asked = state.answered(turn.fromClient(), invoke, -1);
        Turn.Draft draft = new MmsAnswer(null, turn, state).draft(asked, "reject", Verb.OTHER, Outcome.REFUSED);
        if (invoke >= 0) draft.field("invoke_id", invoke);
        draft.field("reject", kind).field("reason", reason).emit();
    }
}
