package dev.postern.wire.ot.profinet;

import dev.postern.model.Address;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * Precision transparent clock protocol: line delay measured between neighbours and the time of the sync master. Every frame has its sequence
 * number at the same place; of the TLVs behind it the sync master is read.
 */
final class Ptcp {
    static final int HEADER_BYTES = 20;
    private static final int SEQUENCE = 14;
    private static final int TLV_SUBDOMAIN = 1, TLV_MASTER = 4;
    private static final int SUBDOMAIN_BYTES = 22;
    private static final int TLVS_MAX = 32;

    private Ptcp() {}

    /** Null for a frame id that is not of PTCP. */
    static String operation(int frameId) {
        return switch (frameId) {
            case 0x0020, 0x0021 -> "sync with follow-up";
            case 0x0080, 0x0081 -> "sync";
            case 0xFF00, 0xFF01 -> "announce";
            case 0xFF20, 0xFF21 -> "follow-up";
            case 0xFF40 -> "delay request";
            case 0xFF41 -> "delay response with follow-up";
            case 0xFF42 -> "delay follow-up response";
            case 0xFF43 -> "delay response";
            default -> null;
        };
    }

    static void read(Bytes pending, int id, Turn turn) {
        if (pending.length() < HEADER_BYTES) {
            turn.malformed("ptcp", "header ends early", pending.length());
            return;
        }
        Turn.Draft draft = turn.message(operation(id), Verb.OTHER, Outcome.NOTICE)
                .protocol("ptcp")
                .field("frame_id", (long) id)
                .field("sequence", (long) pending.u16(SEQUENCE));
        int at = HEADER_BYTES;
        for (int i = 0; i < TLVS_MAX && pending.has(at, 2); i++) {
            int type = pending.u16(at) >> 9;
            int length = pending.u16(at) & 0x1FF;
            if (type == 0) break;
            if (!pending.has(at + 2, length)) {
                turn.malformed("ptcp", "tlv ends early", at);
                break;
            }
            if (type == TLV_SUBDOMAIN && length >= SUBDOMAIN_BYTES)
                draft.target("master " + Address.macText(pending.u48(at + 2)));
            if (type == TLV_MASTER && length >= 2)
                draft.field("priority_1", (long) pending.u8(at + 2)).field("priority_2", (long) pending.u8(at + 3));
            at += 2 + length;
        }
        draft.emit();
    }
}
