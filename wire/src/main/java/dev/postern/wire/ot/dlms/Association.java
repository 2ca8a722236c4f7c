package dev.postern.wire.ot.dlms;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * Opening and release of an association, ACSE with the names of DLMS: IEC 62056-5-3 clause 9.4. Passwords and challenges are not shown.
 *
 * <pre>{@code
 * 60 | length | A1 context name | 8A, 8B mechanism name | AC authentication value | BE { 04 initiate }         answer: A2 result, A3 diagnostic
 * }</pre>
 */
final class Association {
    private static final int REQUEST = 0x60, ANSWER = 0x61, RELEASE = 0x62;
    private static final int CONTEXT = 0xA1, RESULT = 0xA2, DIAGNOSTIC = 0xA3, TITLE = 0xA6, ANSWER_TITLE = 0xA4;
    private static final int MECHANISM = 0x8B, ANSWER_MECHANISM = 0x89, INFORMATION = 0xBE;
    private static final String[] CONTEXTS = {
        "", "logical names", "short names", "logical names ciphered", "short names ciphered"
    };
    private static final String[] MECHANISMS = {
        "none", "password", "hls", "hls md5", "hls sha1", "hls gmac", "hls sha256", "hls ecdsa"
    };

    /** Of who proves more than a password: he is to answer a challenge before he may do anything. */
    private static final int AUTHENTICATION_REQUIRED = 14;

    private Association() {}

    static void request(Bytes bytes, Apdu.Ends ends, Turn turn, DlmsState state) {
        boolean release = bytes.u8(0) == RELEASE;
        String operation = release ? "release" : "associate";
        int mechanism = element(bytes, MECHANISM, true);
        Verb verb = mechanism > 0 ? Verb.LOGIN : Verb.SESSION;
        state.asked(turn, key(ends, release), new DlmsState.Asked(turn.atNanos(), operation, verb, ""));
        Turn.Draft draft =
                ends.on(turn.message(operation, verb, Outcome.REQUEST)).field("service", (long) bytes.u8(0));
        if (!release) describe(bytes, draft, mechanism, TITLE);
        draft.emit();
    }

    static void answer(Bytes bytes, Apdu.Ends ends, Turn turn, DlmsState state) {
        boolean release = bytes.u8(0) != ANSWER;
        DlmsState.Asked asked = state.answered(key(ends, release), true);
        int result = release ? 0 : element(bytes, RESULT, false);
        String operation = release ? "release" : "associate";
        int diagnostic = release ? -1 : element(bytes, DIAGNOSTIC, false);
        Outcome good = diagnostic == AUTHENTICATION_REQUIRED ? Outcome.NOTICE : Outcome.SUCCESS;
        Turn.Draft draft = turn.message(
                        operation, asked == null ? Verb.SESSION : asked.verb(), result > 0 ? Outcome.REFUSED : good)
                .answers(asked == null ? -1 : asked.atNanos());
        ends.on(draft).field("service", (long) bytes.u8(0));
        if (!release) {
            draft.field("result", (long) Math.max(0, result));
            if (diagnostic >= 0) draft.field("diagnostic", (long) diagnostic);
            describe(bytes, draft, element(bytes, ANSWER_MECHANISM, true), ANSWER_TITLE);
        }
        draft.emit();
    }

    private static long key(Apdu.Ends ends, boolean release) {
        return DlmsState.key(ends.client(), ends.server(), release ? RELEASE : REQUEST, 0);
    }

    private static void describe(Bytes bytes, Turn.Draft draft, int mechanism, int titleTag) {
        int context = element(bytes, CONTEXT, false);
        if (context > 0) draft.field("context", context < CONTEXTS.length ? CONTEXTS[context] : "context " + context);
        if (mechanism >= 0)
            draft.field("mechanism", mechanism < MECHANISMS.length ? MECHANISMS[mechanism] : "mechanism " + mechanism);
        int title = find(bytes, titleTag);
        if (title >= 0 && bytes.u8(title + 2) == 0x04)
            draft.field("system_title", bytes.hex(title + 4, Math.min(bytes.u8(title + 3), 16)));
        int information = find(bytes, INFORMATION);
        // An initiate that is not ciphered begins with 01 or 08.
        if (information >= 0 && (bytes.u8(information + 4) == 0x01 || bytes.u8(information + 4) == 0x08))
            draft.field("initiate", bytes.hex(information + 4, Math.min(32, bytes.u8(information + 3))));
    }

    /** Last octet of an element: the number that a name ends with, or the value of a result. -1 if there is none. */
    private static int element(Bytes bytes, int tag, boolean primitive) {
        int at = find(bytes, tag);
        int length = at < 0 ? 0 : bytes.u8(at + 1);
        boolean whole = length > 0 && bytes.has(at + 2, length) && (primitive || length >= 3);
        return whole ? bytes.u8(at + 1 + length) : -1;
    }

    /** Where the element {@code tag} begins; all lengths here are short. */
    private static int find(Bytes bytes, int tag) {
        for (int at = 2; at + 1 < bytes.length(); at += 2 + bytes.u8(at + 1)) if (bytes.u8(at) == tag) return at;
        return -1;
    }
}
