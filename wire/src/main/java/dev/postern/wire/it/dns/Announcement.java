package dev.postern.wire.it.dns;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.dns.NbdgmDissector.Datagram;
import dev.postern.wire.it.text.Once;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What goes through the mailslots: the computer browser (MS-BRWS section 2.2) and the location of a logon server (MS-ADTS section 6.3.1). */
final class Announcement {
    private static final String BROWSE = "\\MAILSLOT\\BROWSE", LANMAN = "\\MAILSLOT\\LANMAN";
    private static final String NETLOGON = "\\MAILSLOT\\NET\\NETLOGON";
    private static final int HOST = 0x01, REQUEST = 0x02, ELECTION = 0x08, BACKUP_ASKED = 0x09, BACKUP_LIST = 0x0A;
    private static final int BECOME_BACKUP = 0x0B, DOMAIN = 0x0C, MASTER = 0x0D, RESET = 0x0E, LOCAL_MASTER = 0x0F;
    private static final int PERIOD = 2, NAME = 6, NAME_BYTES = 16, OS_MAJOR = 22, OS_MINOR = 23, SERVER_TYPE = 24;
    private static final int COMMENT = 32, COMMENT_BYTES_MAX = 64, SIGNATURE = 30, SIGNED = 0xAA55;
    private static final int LOGON_PRIMARY = 7, LOGON_SAM = 0x12;
    /** Names read from one list of backup browsers. */
    static final int NAMES_MAX = 16;

    private static final String[] ROLES = {
        null, null, "sql server", "domain controller", "backup domain controller", "time source", null, "novell server"
    };

    private Announcement() {}

    private static boolean isBrowse(Datagram datagram) {
        return datagram.mailslot().equalsIgnoreCase(BROWSE)
                || datagram.mailslot().equalsIgnoreCase(LANMAN);
    }

    private static boolean isLogon(Datagram datagram) {
        return datagram.mailslot().equalsIgnoreCase(NETLOGON);
    }

    private static boolean announces(int command) {
        return command == HOST || command == LOCAL_MASTER || command == DOMAIN;
    }

    /** The message with its operation and target. */
    static Turn.Draft begin(Datagram datagram, Bytes data, Turn turn) {
        if (isBrowse(datagram)) {
            int command = data.u8(0);
            Verb verb = command == BACKUP_ASKED || command == BACKUP_LIST ? Verb.BROWSE : Verb.RESOLVE;
            Outcome outcome = command == BACKUP_ASKED || command == REQUEST
                    ? Outcome.REQUEST
                    : command == BACKUP_LIST ? Outcome.SUCCESS : Outcome.NOTICE;
            return turn.message(operation(command), verb, outcome)
                    .target(announces(command) ? name(data) : datagram.to());
        }
        if (isLogon(datagram))
            return turn.message("find logon server", Verb.LOGIN, Outcome.NOTICE).target(datagram.to());
        return turn.message("datagram", Verb.OTHER, Outcome.NOTICE).target(datagram.to());
    }

    private static String operation(int command) {
        return switch (command) {
            case HOST -> "host announcement";
            case REQUEST -> "announcement request";
            case ELECTION -> "election";
            case BACKUP_ASKED, BACKUP_LIST -> "backup list";
            case BECOME_BACKUP -> "become backup";
            case DOMAIN -> "domain announcement";
            case MASTER -> "master announcement";
            case RESET -> "reset";
            case LOCAL_MASTER -> "local master announcement";
            default -> "command " + command;
        };
    }

    /** Adds what the command carries, sends the message, tells the identities. */
    static void finish(Datagram datagram, Bytes data, Turn.Draft draft, Turn turn) {
        if (isBrowse(datagram)) {
            int command = data.u8(0);
            draft.field("command", (long) command);
            if (announces(command)) announcement(data, draft);
            else if (command == ELECTION) election(data, draft);
            else if (command == BACKUP_LIST) draft.field("servers", names(data));
            else if (command == MASTER) draft.field("master", zeroEnded(data, 1, NAME_BYTES));
            else if (command == BECOME_BACKUP) draft.field("promoted", zeroEnded(data, 1, NAME_BYTES));
            else if (command == REQUEST) draft.field("asked_by", zeroEnded(data, 2, NAME_BYTES));
            draft.emit();
            if ((command == HOST || command == LOCAL_MASTER) && datagram.of(turn.source())) tell(datagram, data, turn);
            // A domain is announced by its master browser, who stands where a comment would.
            if (command == DOMAIN && datagram.of(turn.source())) master(data, turn);
        } else if (isLogon(datagram)) {
            logon(data, draft, turn, datagram);
        } else {
            draft.emit();
        }
    }

    private static void announcement(Bytes data, Turn.Draft draft) {
        draft.field("name", name(data))
                .field("period_millis", data.u32le(PERIOD))
                .field("os_major", (long) data.u8(OS_MAJOR))
                .field("os_minor", (long) data.u8(OS_MINOR))
                .field("server_type", data.u32le(SERVER_TYPE))
                .field(data.u8(0) == DOMAIN ? "master" : "comment", comment(data));
        // Windows puts something else there when it announces a domain.
        if (data.u8(0) != DOMAIN || data.u16le(SIGNATURE) == SIGNED)
            draft.field("signature", (long) data.u16le(SIGNATURE));
    }

    private static void election(Bytes data, Turn.Draft draft) {
        draft.field("version", (long) data.u8(1))
                .field("criteria", data.u32le(2))
                .field("uptime_millis", data.u32le(6));
    }

    private static List<Object> names(Bytes data) {
        List<Object> names = new ArrayList<>();
        int count = Math.min(NAMES_MAX, data.u8(1));
        int at = 6;
        for (int i = 0; i < count && data.has(at, 1); i++) {
            String name = zeroEnded(data, at, NAME_BYTES);
            names.add(name.toLowerCase(Locale.ROOT));
            at += name.length() + 1;
        }
        return names;
    }

    private static String name(Bytes data) {
        return zeroEnded(data, NAME, NAME_BYTES).toLowerCase(Locale.ROOT);
    }

    private static String comment(Bytes data) {
        String comment = zeroEnded(data, COMMENT, COMMENT_BYTES_MAX);
        return comment.isEmpty() ? null : comment;
    }

    private static String zeroEnded(Bytes data, int at, int most) {
        int end = data.indexOf(0, at);
        int length = Math.min(most, end < 0 ? data.length() - at : end - at);
        return length <= 0 ? "" : data.ascii(at, length);
    }

    private static void tell(Datagram datagram, Bytes data, Turn turn) {
        Once once = turn.state();
        once.identity(turn, Attribute.NAME, name(data), 0.8);
        if (!datagram.to().contains("__msbrowse__")) once.identity(turn, Attribute.DOMAIN, datagram.to(), 0.7);
        once.identity(turn, Attribute.OPERATING_SYSTEM, windows(data.u8(OS_MAJOR), data.u8(OS_MINOR)), 0.6);
        once.identity(turn, Attribute.NOTE, comment(data), 0.5);
        long type = data.u32le(SERVER_TYPE);
        for (int bit = 0; bit < ROLES.length; bit++)
            if (ROLES[bit] != null && (type >> bit & 1) != 0) once.identity(turn, Attribute.ROLE, ROLES[bit], 0.7);
        if (data.u8(0) == LOCAL_MASTER) once.identity(turn, Attribute.ROLE, "master browser", 0.7);
    }

    private static void master(Bytes data, Turn turn) {
        Once once = turn.state();
        once.identity(turn, Attribute.DOMAIN, name(data), 0.7);
        String master = comment(data);
        if (master != null) once.identity(turn, Attribute.NAME, master.toLowerCase(Locale.ROOT), 0.7);
    }

    /** The version is that of Windows NT, also where Samba says it. */
    private static String windows(int major, int minor) {
        String version = major + "." + minor;
        String known = switch (version) {
            case "5.0" -> "2000";
            case "5.1" -> "XP";
            case "5.2" -> "Server 2003 or XP x64";
            case "6.0" -> "Vista or Server 2008";
            case "6.1" -> "7 or Server 2008 R2";
            case "6.2" -> "8 or Server 2012";
            case "6.3" -> "8.1 or Server 2012 R2";
            case "10.0" -> "10, 11 or Server 2016 to 2025";
            default -> null;
        };
        if (known == null) return major < 3 || major > 10 ? null : "Windows NT " + version;
        return "Windows " + known + " (" + version + ")";
    }

    /** Who looks for a logon server says who wants to log on. */
    private static void logon(Bytes data, Turn.Draft draft, Turn turn, Datagram datagram) {
        int operation = data.u16le(0);
        String computer = null;
        String user = null;
        if (operation == LOGON_SAM) {
            int end = wideEnd(data, 4);
            computer = data.utf16le(4, end - 4);
            int userAt = end + 2;
            user = data.utf16le(userAt, wideEnd(data, userAt) - userAt);
        } else if (operation == LOGON_PRIMARY) {
            computer = zeroEnded(data, 2, NAME_BYTES);
        }
        draft.field("netlogon_operation", (long) operation)
                .field("computer", computer == null || computer.isEmpty() ? null : computer)
                .field("user", user == null || user.isEmpty() ? null : user)
                .emit();
        if (!datagram.of(turn.source())) return;
        Once once = turn.state();
        if (computer != null) once.identity(turn, Attribute.NAME, computer.toLowerCase(Locale.ROOT), 0.7);
        once.identity(turn, Attribute.DOMAIN, datagram.to(), 0.6);
        once.identity(turn, Attribute.USER, user, 0.6);
    }

    private static int wideEnd(Bytes data, int from) {
        int at = from;
        while (data.has(at, 2) && data.u16(at) != 0) at += 2;
        return at;
    }
}
