package dev.postern.wire.ot.iec61850;

import dev.postern.model.Identity;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** One MMS unit, ISO 9506-2 clause 7: the tag says which. */
final class Mms {
    static final int INITIATE = 0x100, CONCLUDE = 0x101, CANCEL = 0x102;
    private static final int CONFIRMED_REQUEST = 0xA0,
            CONFIRMED_RESPONSE = 0xA1,
            CONFIRMED_ERROR = 0xA2,
            UNCONFIRMED = 0xA3;
    private static final int REJECT = 0xA4, CANCEL_REQUEST = 0x85, CANCEL_RESPONSE = 0x86, CANCEL_ERROR = 0xA7;
    private static final int INITIATE_REQUEST = 0xA8, INITIATE_RESPONSE = 0xA9, INITIATE_ERROR = 0xAA;
    private static final int CONCLUDE_REQUEST = 0x8B, CONCLUDE_RESPONSE = 0x8C, CONCLUDE_ERROR = 0xAD;

    private final Bytes bytes;
    private final OsiLayers layers;
    private final Turn turn;
    private final MmsState state;

    private Mms(Bytes bytes, OsiLayers layers, Turn turn, MmsState state) {
        this.bytes = bytes;
        this.layers = layers;
        this.turn = turn;
        this.state = state;
    }

    static void read(Bytes bytes, OsiLayers layers, Turn turn, MmsState state) {
        Ber ber = new Ber(bytes, layers.mms, layers.mmsEnd);
        if (!ber.next()) {
            state.malformed(turn, "MMS unit does not fit", ber.at());
            return;
        }
        boolean before = state.tase2;
        new Mms(bytes, layers, turn, state).read(ber);
        if (state.tase2 && !before)
            turn.identity(turn.conversation().server(), Identity.Attribute.NOTE, "TASE.2 (ICCP)", 0.9);
    }

    private void read(Ber ber) {
        switch (ber.tag()) {
            case CONFIRMED_REQUEST, CONFIRMED_RESPONSE -> confirmed(ber);
            case CONFIRMED_ERROR -> MmsAnswer.error(ber.inside(), turn, state);
            case UNCONFIRMED -> unconfirmed(ber.inside());
            case REJECT -> MmsAnswer.reject(ber.inside(), turn, state);
            case INITIATE_REQUEST, INITIATE_RESPONSE -> initiate(ber);
            case INITIATE_ERROR -> answer("initiate", INITIATE, Outcome.REFUSED);
            case CONCLUDE_REQUEST -> ask("conclude", CONCLUDE, MmsState.NO_INVOKE);
            case CONCLUDE_RESPONSE -> answer("conclude", CONCLUDE, Outcome.SUCCESS);
            case CONCLUDE_ERROR -> answer("conclude", CONCLUDE, Outcome.REFUSED);
            case CANCEL_REQUEST -> ask("cancel request", CANCEL, ber.unsigned());
            case CANCEL_RESPONSE -> answer("cancel request", CANCEL, Outcome.SUCCESS);
            case CANCEL_ERROR -> answer("cancel request", CANCEL, Outcome.REFUSED);
            default -> state.malformed(turn, "MMS unit unknown", ber.at());
        }
    }

    private void confirmed(Ber unit) {
        Ber ber = unit.inside();
        if (!ber.next() || ber.tag() != 0x02) {
            state.malformed(turn, "invoke id missing", ber.at());
            return;
        }
        long invoke = ber.unsigned();
        while (ber.next()) {
            if (MmsService.number(ber.tag()) < 0) continue;
            if (unit.tag() == CONFIRMED_REQUEST) MmsRequest.read(bytes, invoke, ber, turn, state);
            else MmsAnswer.read(bytes, invoke, ber, turn, state);
            return;
        }
        if (ber.broken()) state.malformed(turn, "service does not fit", ber.at());
        else acknowledge(unit.tag() == CONFIRMED_REQUEST, invoke);
    }

    /** Some stacks answer without naming the service. */
    private void acknowledge(boolean request, long invoke) {
        MmsState.Asked asked = request ? null : state.answered(turn.fromClient(), invoke, -1);
        if (asked == null)
            turn.message("confirmed", Verb.OTHER, request ? Outcome.REQUEST : Outcome.SUCCESS)
                    .field("invoke_id", invoke)
                    .emit();
        else
            turn.message(asked.operation(), asked.verb(), Outcome.SUCCESS)
                    .target(asked.target())
                    .answers(asked.atNanos())
                    .field("invoke_id", invoke)
                    .emit();
    }

    private void unconfirmed(Ber ber) {
        if (!ber.next()) {
            state.malformed(turn, "unconfirmed service does not fit", ber.at());
            return;
        }
        switch (MmsService.number(ber.tag())) {
            case 0 -> informationReport(ber.inside());
            case 1 ->
                turn.message("unsolicited status", Verb.REPORT, Outcome.NOTICE).emit();
            case 2 ->
                turn.message("event notification", Verb.REPORT, Outcome.NOTICE)
                        .target(Names.first(ber))
                        .emit();
            default -> state.malformed(turn, "unconfirmed service unknown", ber.at());
        }
    }

    private void informationReport(Ber ber) {
        Names names = new Names(bytes);
        if (ber.next()) names.specification(ber);
        if (names.isTase2()) state.tase2 = true;
        Ber results = ber.next() ? ber.inside() : ber;
        if ("RPT".equals(names.list)) {
            Turn.Draft draft = turn.message("report", Verb.REPORT, Outcome.NOTICE);
            if (Report.read(bytes, ber.inside(), draft)) {
                draft.emit();
                return;
            }
        }
        AccessResults values = new AccessResults(bytes);
        values.readAll(results);
        if (values.leaves.brokenAt >= 0) state.malformed(turn, "data is none of MMS", values.leaves.brokenAt);
        Control control = ended(names);
        boolean failed = control != null && names.variables.size() > 1;
        Turn.Draft draft = turn.message(
                        control == null ? "information report" : "command termination",
                        Verb.REPORT,
                        failed ? Outcome.REFUSED : Outcome.NOTICE)
                .target(control == null ? names.target() : control.object());
        if (!names.variables.isEmpty()) draft.field("variables", names.variables);
        values.describe(draft);
        if (state.tase2) draft.field("tase2", true);
        draft.emit();
    }

    /** The command whose end this tells, IEC 61850-8-1 clause 20.6: alone, or behind {@code LastApplError}. */
    private static Control ended(Names names) {
        return names.variables.isEmpty() ? null : Control.of((String) names.variables.getLast(), true);
    }

    private void initiate(Ber unit) {
        boolean request = unit.tag() == INITIATE_REQUEST;
        boolean refused = layers.refused();
        Verb verb = layers.authenticates() ? Verb.LOGIN : Verb.SESSION;
        MmsState.Asked asked = request ? null : state.answered(turn.fromClient(), MmsState.NO_INVOKE, INITIATE);
        if (request) remember("initiate", INITIATE, MmsState.NO_INVOKE, verb);
        Turn.Draft draft = turn.message(
                        "initiate",
                        asked == null ? verb : asked.verb(),
                        request ? Outcome.REQUEST : refused ? Outcome.REFUSED : Outcome.SUCCESS)
                .answers(asked == null ? -1 : asked.atNanos());
        for (Ber ber = unit.inside(); ber.next(); ) {
            switch (ber.tag()) {
                case 0x80 -> draft.field("local_detail", ber.integer());
                case 0x81 -> draft.field("outstanding_calling", ber.integer());
                case 0x82 -> draft.field("outstanding_called", ber.integer());
                case 0x83 -> draft.field("nesting", ber.integer());
                case 0xA4 -> detail(draft, ber.inside());
                default -> {
                    // Nothing else is defined.
                }
            }
        }
        layers.describe(draft);
        draft.emit();
    }

    private void detail(Turn.Draft draft, Ber ber) {
        while (ber.next()) {
            switch (ber.tag()) {
                case 0x80 -> draft.field("version", ber.integer());
                case 0x81 ->
                    draft.field("parameters", Leaves.bits(bytes, ber.body(), Math.min(ber.end(), ber.body() + 8)));
                case 0x82 -> draft.field("services", bytes.hex(ber.body() + 1, Math.clamp(ber.length() - 1, 0, 16)));
                default -> {
                    // Companion standards.
                }
            }
        }
    }

    private void ask(String operation, int kind, long invoke) {
        remember(operation, kind, MmsState.NO_INVOKE, Verb.SESSION);
        Turn.Draft draft = turn.message(operation, Verb.SESSION, Outcome.REQUEST);
        if (invoke >= 0) draft.field("invoke_id", invoke);
        draft.emit();
    }

    private void remember(String operation, int kind, long invoke, Verb verb) {
        state.asked(
                turn,
                new MmsState.Asked(
                        turn.fromClient(), invoke, kind, turn.atNanos(), operation, verb, "", java.util.List.of()));
    }

    private void answer(String operation, int kind, Outcome outcome) {
        MmsState.Asked asked = state.answered(turn.fromClient(), MmsState.NO_INVOKE, kind);
        Turn.Draft draft = turn.message(operation, asked == null ? Verb.SESSION : asked.verb(), outcome)
                .answers(asked == null ? -1 : asked.atNanos());
        if (outcome == Outcome.REFUSED) layers.describe(draft);
        draft.emit();
    }
}
