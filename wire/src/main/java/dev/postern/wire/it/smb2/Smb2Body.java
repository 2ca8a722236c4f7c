package dev.postern.wire.it.smb2;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** The bodies of commands, MS-SMB2 sections 2.2.3 to 2.2.40: what they say beyond the object they are about. Offsets count from the body. */
final class Smb2Body {
    private static final int BODY = Smb2Reader.HEADER_BYTES;
    private static final int NAME_BYTES_MAX = 1024;
    private static final int DIALECTS_MAX = 16, CONTEXTS_MAX = 8;
    private static final int SIGNING_REQUIRED = 2;
    private static final int DELETE_ON_CLOSE = 0x1000;
    private static final int CONTEXT_NAME = 5;
    private static final int INFO_FILE = 1,
            INFO_SECURITY = 3,
            CLASS_RENAME = 10,
            CLASS_DISPOSITION = 13,
            CLASS_DISPOSITION_EX = 64;
    private static final String[] DISPOSITIONS = {
        "supersede", "open", "create", "open or create", "overwrite", "overwrite or create"
    };
    private static final String[] ACTIONS = {"superseded", "opened", "created", "overwritten"};

    private final Bytes packet;

    Smb2Body(Bytes packet) {
        this.packet = packet;
    }

    /** The text whose offset and length stand at these places. */
    String text(int offsetAt, int lengthAt) {
        int length = Math.min(packet.u16le(BODY + lengthAt), NAME_BYTES_MAX);
        return length == 0 ? "" : packet.utf16le(packet.u16le(BODY + offsetAt), length);
    }

    /** The security token whose offset and length stand at {@code at}. */
    Bytes token(int at) {
        return new Bytes().wrap(packet, packet.u16le(BODY + at), packet.u16le(BODY + at + 2));
    }

    void request(Command command, Turn.Draft draft, boolean pipe) {
        switch (command) {
            case NEGOTIATE -> negotiate(draft);
            case SESSION_SETUP ->
                draft.field("signing_required", (packet.u8(BODY + 3) & SIGNING_REQUIRED) != 0)
                        .field("previous_session", packet.i64le(BODY + 16) == 0 ? null : true);
            case CREATE -> create(draft, pipe);
            case READ, WRITE -> draft.field("length", packet.u32le(BODY + 4)).field("offset", packet.i64le(BODY + 8));
            case IOCTL -> control(draft);
            case QUERY_DIRECTORY ->
                draft.field("info_class", (long) packet.u8(BODY + 2)).field("pattern", text(24, 26));
            case QUERY_INFO ->
                draft.field("info_type", (long) packet.u8(BODY + 2)).field("info_class", (long) packet.u8(BODY + 3));
            case SET_INFO -> change(draft);
            default -> {}
        }
    }

    private void negotiate(Turn.Draft draft) {
        int count = packet.u16le(BODY + 2);
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < Math.min(DIALECTS_MAX, count); i++) all.add(dialect(packet.u16le(BODY + 36 + 2 * i)));
        draft.field("dialects", all)
                .field("signing_required", (packet.u16le(BODY + 4) & SIGNING_REQUIRED) != 0)
                .field("client_guid", guid(BODY + 12));
        if (all.contains("3.1.1")) draft.field("server_name", serverName());
    }

    /** The name under which the client knows the server, context NETNAME of dialect 3.1.1. */
    private String serverName() {
        int at = (int) Math.min(packet.u32le(BODY + 28), packet.length());
        int count = Math.min(CONTEXTS_MAX, packet.u16le(BODY + 32));
        for (int i = 0; i < count && packet.has(at, 8); i++) {
            int length = packet.u16le(at + 2);
            if (packet.u16le(at) == CONTEXT_NAME && packet.has(at + 8, length))
                return packet.utf16le(at + 8, Math.min(length, NAME_BYTES_MAX));
            // Each begins at a multiple of eight.
            at += 8 + length + 7 & ~7;
        }
        return null;
    }

    private void control(Turn.Draft draft) {
        draft.field("control_code", packet.u32le(BODY + 4)).field("control", Control.name(packet.i32le(BODY + 4)));
    }

    private void create(Turn.Draft draft, boolean pipe) {
        int disposition = packet.i32le(BODY + 36);
        draft.field("disposition", packet.u32le(BODY + 36))
                .field(
                        "disposition_name",
                        disposition >= 0 && disposition < DISPOSITIONS.length ? DISPOSITIONS[disposition] : null)
                .field("access", packet.u32le(BODY + 24))
                .field("pipe", pipe);
        if ((packet.i32le(BODY + 40) & DELETE_ON_CLOSE) != 0) draft.field("delete_on_close", true);
    }

    private void change(Turn.Draft draft) {
        int type = packet.u8(BODY + 2);
        int kind = packet.u8(BODY + 3);
        draft.field("info_type", (long) type).field("info_class", (long) kind);
        int at = packet.u16le(BODY + 8);
        int length = (int) Math.min(packet.u32le(BODY + 4), NAME_BYTES_MAX);
        if (type == INFO_SECURITY) draft.field("security", true);
        if (type != INFO_FILE || length == 0) return;
        if (kind == CLASS_RENAME && packet.has(at, 20)) {
            int name = (int) Math.min(packet.u32le(at + 16), NAME_BYTES_MAX);
            draft.field("new_name", packet.utf16le(at + 20, name));
        }
        if (kind == CLASS_DISPOSITION || kind == CLASS_DISPOSITION_EX) draft.field("delete", (packet.u8(at) & 1) != 0);
    }

    /** What a positive answer says. */
    void success(Command command, Turn.Draft draft) {
        switch (command) {
            case NEGOTIATE ->
                draft.field("dialect", dialect(packet.u16le(BODY + 4)))
                        .field("server_guid", guid(BODY + 8))
                        .field("signing_required", (packet.u16le(BODY + 2) & SIGNING_REQUIRED) != 0);
            case SESSION_SETUP -> {
                int flags = packet.u16le(BODY + 2);
                if ((flags & 1) != 0) draft.field("guest", true);
                if ((flags & 2) != 0) draft.field("null_session", true);
                if ((flags & 4) != 0) draft.field("encrypted", true);
            }
            case TREE_CONNECT -> {
                int type = packet.u8(BODY + 2);
                draft.field("share_type", type == 1 ? "disk" : type == 2 ? "pipe" : "print");
                if ((packet.i32le(BODY + 4) & 0x8000) != 0) draft.field("encrypted", true);
            }
            case CREATE -> {
                int action = packet.i32le(BODY + 4);
                draft.field("action", action >= 0 && action < ACTIONS.length ? ACTIONS[action] : null)
                        .field("size", packet.i64le(BODY + 48));
            }
            case READ, WRITE -> draft.field("length", packet.u32le(BODY + 4));
            case IOCTL -> control(draft);
            default -> {}
        }
    }

    /** What a write, or a transaction on a pipe, brings to it; empty for the rest. @return where it begins, or -1 */
    int carried(Command command, boolean response, Bytes into) {
        int at = -1;
        long length = 0;
        if (command == Command.WRITE && !response) {
            at = packet.u16le(BODY + 2);
            length = packet.u32le(BODY + 4);
        } else if (command == Command.READ && response) {
            at = packet.u8(BODY + 2);
            length = packet.u32le(BODY + 4);
        } else if (command == Command.IOCTL && packet.i32le(BODY + 4) == Control.PIPE_TRANSCEIVE) {
            at = (int) Math.min(packet.u32le(BODY + (response ? 32 : 24)), packet.length());
            length = packet.u32le(BODY + (response ? 36 : 28));
        }
        if (at >= 0) into.wrap(packet, at, (int) Math.min(length, packet.length()));
        return at;
    }

    /** What a server says of itself in its answer to a negotiation. */
    void tell(Turn turn) {
        turn.identity(turn.source(), Attribute.SOFTWARE, "SMB " + dialect(packet.u16le(BODY + 4)), 0.6);
        tellGuid(turn, BODY + 8);
    }

    /** What a client says of itself in its negotiation. */
    void tellClient(Turn turn) {
        tellGuid(turn, BODY + 12);
    }

    /** A machine makes it for itself, and one that has none sends zeros. */
    private void tellGuid(Turn turn, int at) {
        if (packet.i64le(at) != 0 || packet.i64le(at + 8) != 0)
            turn.identity(turn.source(), Attribute.FINGERPRINT, "smb guid " + guid(at), 0.9);
    }

    private static String dialect(int number) {
        return switch (number) {
            case 0x0202 -> "2.0.2";
            case 0x0210 -> "2.1";
            case 0x0300 -> "3.0";
            case 0x0302 -> "3.0.2";
            case 0x0311 -> "3.1.1";
            case 0x02FF -> "2.x";
            default -> "0x" + Integer.toHexString(number);
        };
    }

    /** In the mixed byte order people write. */
    private String guid(int at) {
        var hex = java.util.HexFormat.of();
        return hex.toHexDigits(packet.i32le(at))
                + "-"
                + hex.toHexDigits((short) packet.u16le(at + 4))
                + "-"
                + hex.toHexDigits((short) packet.u16le(at + 6))
                + "-"
                + packet.hex(at + 8, 2)
                + "-"
                + packet.hex(at + 10, 6);
    }
}
