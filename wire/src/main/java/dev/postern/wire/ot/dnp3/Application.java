package dev.postern.wire.ot.dnp3;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** One application fragment, IEEE 1815 clause 4: control, function, internal indications, then object headers ({@link ObjectReader}). */
final class Application {
    private static final int FIRST = 0x80, FINAL = 0x40, CONFIRM = 0x20, UNSOLICITED = 0x10, SEQUENCE = 0x0F;
    private static final int CONTROL = 0, FUNCTION = 1, INDICATIONS = 2;
    private static final int REQUEST_HEADER_BYTES = 2;
    private static final int RESPONSE_HEADER_BYTES = 4;
    /** IIN2: function not supported, object unknown, parameter error, already executing. */
    private static final int REFUSING_INDICATIONS = 0x1700;

    private static final String[] INDICATION_NAMES = {
        "all stations",
        "class 1 events",
        "class 2 events",
        "class 3 events",
        "need time",
        "local control",
        "device trouble",
        "device restart",
        "function not supported",
        "object unknown",
        "parameter error",
        "event buffer overflow",
        "already executing",
        "configuration corrupt",
        "reserved 2.6",
        "reserved 2.7"
    };

    private Application() {}

    static void read(Bytes fragment, LinkAddress link, Turn turn) {
        if (fragment.length() < REQUEST_HEADER_BYTES) {
            turn.malformed("application fragment ends early", fragment.length());
            return;
        }
        Function function = Function.of(fragment.u8(FUNCTION));
        if (function == null) {
            turn.malformed("application function unknown", FUNCTION);
            link.on(turn.message("function " + fragment.u8(FUNCTION), Verb.OTHER, Outcome.NOTICE))
                    .field("function", (long) fragment.u8(FUNCTION))
                    .emit();
        } else if (function.isResponse()) response(fragment, function, link, turn);
        else request(fragment, function, link, turn);
    }

    private static void request(Bytes fragment, Function function, LinkAddress link, Turn turn) {
        ObjectReader objects = ObjectReader.read(fragment, REQUEST_HEADER_BYTES, function, link, turn);
        int control = fragment.u8(CONTROL);
        Verb verb = objects.verb(function);
        String target = objects.target();
        Outcome outcome = function.isSilent() ? Outcome.NOTICE : Outcome.REQUEST;
        // A proof is answered by the answer to what was challenged.
        boolean proof = function == Function.AUTHENTICATE && objects.proves();
        if (!function.isSilent() && !proof)
            turn.<Dnp3State>state()
                    .ask(
                            turn,
                            link,
                            new Dnp3State.Asked(
                                    control & SEQUENCE,
                                    function.code,
                                    function.operation,
                                    verb,
                                    target,
                                    turn.atNanos()));
        Turn.Draft draft = head(turn.message(function.operation, verb, outcome), fragment, link)
                .target(target);
        objects.describe(draft);
        draft.emit();
    }

    private static void response(Bytes fragment, Function function, LinkAddress link, Turn turn) {
        if (fragment.length() < RESPONSE_HEADER_BYTES) {
            turn.malformed("response ends early", fragment.length());
            return;
        }
        int control = fragment.u8(CONTROL);
        int indications = fragment.u16le(INDICATIONS);
        ObjectReader objects = ObjectReader.read(fragment, RESPONSE_HEADER_BYTES, function, link, turn);
        boolean refused = (indications & REFUSING_INDICATIONS) != 0 || objects.refused();
        Turn.Draft draft;
        if (function == Function.UNSOLICITED) {
            draft = turn.message(function.operation, Verb.REPORT, Outcome.NOTICE)
                    .target(objects.groups());
        } else {
            Dnp3State state = turn.state();
            boolean challenge = function == Function.AUTHENTICATE_RESPONSE && objects.challenges();
            refused |= function == Function.AUTHENTICATE_RESPONSE && objects.failsAuthentication();
            // What was asked waits until a challenge is answered.
            Dnp3State.Asked asked = challenge
                    ? state.asked(link, control & SEQUENCE)
                    : state.answered(link, control & SEQUENCE, (control & FINAL) != 0);
            Outcome outcome = refused ? Outcome.REFUSED : challenge ? Outcome.NOTICE : Outcome.SUCCESS;
            draft = asked == null
                    ? turn.message(function.operation, function.verb, outcome)
                    : turn.message(asked.operation(), asked.verb(), outcome)
                            .target(asked.target())
                            .answers(asked.atNanos());
        }
        head(draft, fragment, link).field("indications", indicationNames(indications));
        objects.describe(draft);
        draft.emit();
    }

    private static Turn.Draft head(Turn.Draft draft, Bytes fragment, LinkAddress link) {
        int control = fragment.u8(CONTROL);
        link.on(draft).field("function", (long) fragment.u8(FUNCTION)).field("sequence", (long) (control & SEQUENCE));
        if ((control & CONFIRM) != 0) draft.field("confirm", true);
        if ((control & UNSOLICITED) != 0) draft.field("unsolicited", true);
        if ((control & FIRST) == 0) draft.field("first", false);
        if ((control & FINAL) == 0) draft.field("final", false);
        return draft;
    }

    private static List<String> indicationNames(int indications) {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < 16; bit++) if ((indications >> bit & 1) != 0) names.add(INDICATION_NAMES[bit]);
        return names;
    }
}
