package dev.postern.wire.it.smb2;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.ntlm.Ntlm;
import java.util.ArrayList;
import java.util.List;

/**
 * Words and octets of one command of SMB 1, MS-CIFS section 2.2.4. Offsets of words count from the first; strings are UTF-16 from an even
 * place of the message, or octets, and end with a zero.
 */
final class Smb1Body {
    /** Format and length before the data of the older commands. */
    private static final int CORE_BUFFER_HEAD = 3;

    private static final int TEXT_BYTES_MAX = 1024;
    private static final int DIALECTS_MAX = 16;
    private static final int TRANSACT_PIPE = 0x26;
    private static final int TRANSACTION_SETUP = 28, TRANSACTION_SETUP_COUNT = 26, PARAMETERS_AT = 20;
    private static final int WORDS_EXTENDED = 24, WORDS_NT = 26, WORDS_OLD = 20;
    private static final int CAPABILITY_EXTENDED = 0x8000_0000;
    private static final String[] SUBCOMMANDS = {
        "open",
        "find first",
        "find next",
        "query file system",
        "set file system",
        "query path",
        "set path",
        "query file",
        "set file"
    };

    private final Bytes message;
    private final int words;
    private final int count;
    private final boolean unicode;
    private final int octets;
    private final int end;
    private int next;

    /**
     * @param words offset of the first word
     * @param count octets they take
     */
    Smb1Body(Bytes message, int words, int count, boolean unicode) {
        this.message = message;
        this.words = words;
        this.count = count;
        this.unicode = unicode;
        octets = words + count + 2;
        int length = message.u16le(words + count);
        end = octets > message.length() ? 0 : Math.min(message.length(), octets + length);
    }

    int word(int at) {
        return at + 2 > count ? 0 : message.u16le(words + at);
    }

    private long twoWords(int at) {
        return at + 4 > count ? 0 : message.u32le(words + at);
    }

    private String string(int at, boolean wide) {
        int from = wide ? at + (at & 1) : at;
        int step = wide ? 2 : 1;
        int stop = from;
        while (stop + step <= end
                && stop - from < TEXT_BYTES_MAX
                && (wide ? message.u16le(stop) : message.u8(stop)) != 0) stop += step;
        next = stop + step;
        if (from >= stop) return "";
        return wide ? message.utf16le(from, stop - from) : message.ascii(from, stop - from);
    }

    /** Adds what a request says beyond its object. @return the NTLM token of a login, or null */
    Ntlm request(Smb1Command command, Turn.Draft draft) {
        switch (command) {
            case NEGOTIATE -> draft.field("dialects", dialects());
            case SESSION_SETUP -> {
                return login(draft, false);
            }
            case NT_CREATE -> draft.field("disposition", twoWords(35)).field("access", twoWords(15));
            case READ -> draft.field("length", (long) word(10)).field("offset", twoWords(6));
            case WRITE -> draft.field("length", (long) word(20)).field("offset", twoWords(6));
            case RENAME -> {
                string(octets + 1, unicode);
                draft.field("new_name", string(next + 1, unicode));
            }
            case TRANSACTION -> draft.field("name", transactionName());
            case TRANSACTION2 -> {
                int kind = word(TRANSACTION_SETUP);
                draft.field("subcommand", (long) kind);
                draft.field("subcommand_name", kind < SUBCOMMANDS.length ? SUBCOMMANDS[kind] : null);
            }
            case NT_TRANSACT -> draft.field("function", (long) word(36));
            default -> {}
        }
        return null;
    }

    private List<Object> dialects() {
        List<Object> all = new ArrayList<>();
        int at = octets;
        while (at < end && all.size() < DIALECTS_MAX && message.u8(at) == 2) {
            all.add(string(at + 1, false));
            at = next;
        }
        return all;
    }

    private Bytes token(int lengthAt) {
        return new Bytes().wrap(message, octets, Math.min(word(lengthAt), Math.max(0, end - octets)));
    }

    private Ntlm login(Turn.Draft draft, boolean response) {
        Ntlm ntlm = null;
        if (response) {
            if (count == 8) ntlm = Ntlm.find(token(6));
            if ((word(4) & 1) != 0) draft.field("guest", true);
        } else if (count == WORDS_EXTENDED) {
            ntlm = Ntlm.find(token(14));
        } else {
            draft.field("auth", count == WORDS_OLD && word(14) > 0 ? "password" : "challenge")
                    .field("user", accountName());
        }
        if (ntlm != null) ntlm.fill(draft);
        String[] systems = systems(response);
        draft.field("native_os", systems[0].isEmpty() ? null : systems[0]);
        draft.field("native_lan_manager", systems[1].isEmpty() ? null : systems[1]);
        return ntlm;
    }

    /** Operating system and LAN manager, after tokens or passwords and accounts. */
    private String[] systems(boolean response) {
        int at = octets;
        if (response) {
            if (count == 8) at += word(6);
        } else if (count == WORDS_EXTENDED) {
            at += word(14);
        } else {
            accountName();
            string(next, unicode);
            at = next;
        }
        String system = string(at, unicode);
        return new String[] {system, string(next, unicode)};
    }

    private String accountName() {
        int passwords = count == WORDS_NT ? word(14) + word(16) : count == WORDS_OLD ? word(14) : 0;
        return string(octets + passwords, unicode);
    }

    /** {@code domain\\user} of a session setup. */
    String account() {
        if (count == WORDS_EXTENDED) {
            Ntlm ntlm = Ntlm.find(token(14));
            String account = ntlm == null ? null : ntlm.account();
            return account == null ? "" : account;
        }
        String user = accountName();
        String domain = string(next, unicode);
        return user.isEmpty() || domain.isEmpty() ? user : domain + "\\" + user;
    }

    void tellClient(Turn turn) {
        if (count == WORDS_EXTENDED) return;
        turn.identity(turn.source(), Attribute.USER, account(), 0.8);
        tellSystem(turn, systems(false)[0]);
    }

    void tellServer(Turn turn) {
        tellSystem(turn, systems(true)[0]);
    }

    private static void tellSystem(Turn turn, String system) {
        if (!system.isEmpty()) turn.identity(turn.source(), Attribute.OPERATING_SYSTEM, system, 0.7);
    }

    String treePath() {
        return string(octets + word(6), unicode);
    }

    /** The name in the octets: behind one that says "string" in the older commands, before nothing in the newer. */
    String name(Smb1Command command) {
        return string(command == Smb1Command.NT_CREATE || command == Smb1Command.OPEN ? octets : octets + 1, unicode);
    }

    String transactionName() {
        return string(octets, unicode);
    }

    /** Handle of the pipe that a transaction goes through, or -1. */
    int pipeHandle() {
        boolean pipe = count > TRANSACTION_SETUP
                && message.u8(words + TRANSACTION_SETUP_COUNT) == 2
                && word(TRANSACTION_SETUP) == TRANSACT_PIPE;
        return pipe ? word(TRANSACTION_SETUP + 2) : -1;
    }

    /** What a write, or a transaction on a pipe, brings to it. @return where it begins, or -1 */
    int carried(Smb1Command command, boolean response, Bytes into) {
        int at = -1;
        int length = 0;
        if (command == Smb1Command.WRITE && !response) {
            at = word(22);
            length = word(20);
        } else if (command == Smb1Command.READ && response) {
            at = word(12);
            length = word(10);
        } else if (command == Smb1Command.CORE_WRITE && !response || command == Smb1Command.CORE_READ && response) {
            at = octets + CORE_BUFFER_HEAD;
            length = word(response ? 0 : 2);
        } else if (command == Smb1Command.TRANSACTION) {
            at = word(response ? 14 : 24);
            length = word(response ? 12 : 22);
        }
        if (at > 0) into.wrap(message, at, length);
        return at > 0 ? at : -1;
    }

    /** Path or pattern among the parameters of a transaction 2, or the empty string. */
    String path() {
        int at = word(PARAMETERS_AT);
        String path = switch (word(TRANSACTION_SETUP)) {
            case 1 -> string(at + 12, unicode);
            case 5, 6 -> string(at + 6, unicode);
            case 0x10 -> string(at + 2, unicode);
            default -> "";
        };
        return path.startsWith("\\") ? path.substring(1) : path;
    }

    /** Adds what a positive answer says. */
    Ntlm response(Smb1Command command, Turn.Draft draft) {
        switch (command) {
            case NEGOTIATE -> {
                draft.field("dialect_index", (long) word(0));
                if (count == 34) {
                    draft.field("signing_required", (message.u8(words + 2) & 8) != 0);
                    if ((message.i32le(words + 19) & CAPABILITY_EXTENDED) == 0) {
                        String domain = string(octets + message.u8(words + 33), unicode);
                        draft.field("domain", domain).field("server_name", string(next, unicode));
                    }
                }
            }
            case SESSION_SETUP -> {
                return login(draft, true);
            }
            case TREE_CONNECT -> draft.field("service", string(octets, false));
            case NT_CREATE -> draft.field("action", twoWords(7)).field("size", twoWords(55));
            case READ -> draft.field("length", (long) word(10));
            case WRITE -> draft.field("length", (long) word(4));
            default -> {}
        }
        return null;
    }

    boolean isPipeShare() {
        return string(octets, false).equals("IPC");
    }
}
