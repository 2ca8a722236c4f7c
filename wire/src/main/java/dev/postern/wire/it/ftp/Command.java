package dev.postern.wire.it.ftp;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import java.util.Locale;

/** Commands of FTP, by what they do to files. */
enum Command {
    USER(Verb.LOGIN),
    PASS(Verb.LOGIN),
    ACCT(Verb.LOGIN),
    AUTH(Verb.SESSION),
    PBSZ(Verb.SESSION),
    PROT(Verb.SESSION),
    RETR(Verb.FILE_READ),
    STOR(Verb.FILE_WRITE),
    STOU(Verb.FILE_WRITE),
    APPE(Verb.FILE_WRITE),
    DELE(Verb.FILE_WRITE),
    RNFR(Verb.FILE_WRITE),
    RNTO(Verb.FILE_WRITE),
    MKD(Verb.FILE_WRITE),
    XMKD(Verb.FILE_WRITE),
    RMD(Verb.FILE_WRITE),
    XRMD(Verb.FILE_WRITE),
    MFMT(Verb.FILE_WRITE),
    LIST(Verb.BROWSE),
    NLST(Verb.BROWSE),
    MLSD(Verb.BROWSE),
    MLST(Verb.BROWSE),
    STAT(Verb.BROWSE),
    SIZE(Verb.BROWSE),
    MDTM(Verb.BROWSE),
    CWD(Verb.BROWSE),
    XCWD(Verb.BROWSE),
    CDUP(Verb.BROWSE),
    PWD(Verb.BROWSE),
    XPWD(Verb.BROWSE),
    SITE(Verb.OTHER),
    SYST(Verb.IDENTIFY),
    FEAT(Verb.IDENTIFY),
    HELP(Verb.IDENTIFY),
    CLNT(Verb.IDENTIFY),
    PORT(Verb.SESSION),
    EPRT(Verb.SESSION),
    PASV(Verb.SESSION),
    EPSV(Verb.SESSION),
    TYPE(Verb.SESSION),
    MODE(Verb.SESSION),
    STRU(Verb.SESSION),
    REST(Verb.SESSION),
    OPTS(Verb.SESSION),
    NOOP(Verb.SESSION),
    ABOR(Verb.SESSION),
    REIN(Verb.SESSION),
    QUIT(Verb.SESSION);

    private static final Command[] ALL = values();
    private final Verb verb;
    private final String label = name().toLowerCase(Locale.ROOT);

    Command(Verb verb) {
        this.verb = verb;
    }

    String label() {
        return label;
    }

    Verb verb() {
        return verb;
    }

    /** A client may begin with it. */
    boolean opens() {
        return this == USER || this == AUTH || this == FEAT || this == SYST;
    }

    /** The argument is a file, a directory or a user. */
    boolean hasTarget() {
        return verb == Verb.FILE_READ || verb == Verb.FILE_WRITE || verb == Verb.BROWSE || this == USER;
    }

    /** The command that the line ending at {@code end} begins with, in whatever case, or null. */
    static Command at(Bytes line, int end) {
        for (Command command : ALL) {
            int length = command.label.length();
            if (end < length) continue;
            int after = line.u8(length);
            if (after != ' ' && after != '\r' && after != '\n') continue;
            int same = 0;
            while (same < length && (line.u8(same) | 0x20) == command.label.charAt(same)) same++;
            if (same == length) return command;
        }
        return null;
    }
}
