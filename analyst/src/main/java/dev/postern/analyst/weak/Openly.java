package dev.postern.analyst.weak;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.time.LocalDate;
import java.util.function.Consumer;

/** Weak spots that one message shows by itself: old protocols, what was agreed on, certificates. Stateless. */
final class Openly {
    private static final long DAY_SECONDS = 86_400;
    private static final long EXPIRES_SOON_SECONDS = 30 * DAY_SECONDS;

    private Openly() {}

    static void read(Message m, Consumer<Clue> out) {
        switch (m.protocol()) {
            case "tls" -> tls(m, out);
            case "snmp" -> snmp(m, out);
            case "smb1" -> {
                if (served(m)
                        && !m.operation().equals("session request")
                        && !m.operation().equals("negotiate"))
                    tell(m, Kind.SMB1, "on port " + m.conversation().serverPort(), out);
            }
            case "telnet", "rlogin" -> {
                boolean typed =
                        m.operation().equals("password") || m.operation().equals("command");
                if (typed || !m.fromClient()) tell(m, Kind.TELNET, m.protocol(), out);
            }
            case "ftp" -> {
                if (served(m) && (m.verb() == Verb.LOGIN || moves(m))) tell(m, Kind.FTP, "ftp", out);
            }
            case "tftp" -> {
                if (moves(m)) tell(m, Kind.FTP, "tftp, which knows no login", out);
            }
            case "rdp" -> {
                if (served(m) && "rdp".equals(m.fields().text("security")))
                    tell(m, Kind.WEAK_ENCRYPTION, "rdp with its own old encryption instead of tls", out);
            }
            case "ssh" -> {
                String version = m.operation().equals("version") && served(m)
                        ? m.fields().text("version")
                        : null;
                if (version != null && version.startsWith("1.") && !version.equals("1.99"))
                    tell(m, Kind.WEAK_ENCRYPTION, "ssh " + Details.clip(version), out);
            }
            default -> {}
        }
    }

    private static boolean served(Message m) {
        return !m.fromClient() && m.outcome() == Outcome.SUCCESS;
    }

    private static boolean moves(Message m) {
        return m.verb() == Verb.FILE_READ || m.verb() == Verb.FILE_WRITE;
    }

    private static void tell(Message m, Kind kind, String detail, Consumer<Clue> out) {
        out.accept(new Clue(m.stamp(), m.conversation().server(), kind, detail));
    }

    /** Asked is not answered: only an agent that speaks shows what it speaks. */
    private static void snmp(Message m, Consumer<Clue> out) {
        boolean trap = m.fromClient() && m.outcome() == Outcome.NOTICE;
        if (!served(m) && !trap) return;
        String version = m.fields().text("version");
        if (version == null || version.equals("3")) return;
        var agent = trap ? m.conversation().client() : m.conversation().server();
        out.accept(new Clue(m.stamp(), agent, Kind.SNMP_CLEAR, "version " + version + (trap ? " (traps)" : "")));
        if (Boolean.TRUE.equals(m.fields().get("community_default")) && !trap)
            out.accept(new Clue(
                    m.stamp(),
                    agent,
                    Kind.SNMP_COMMUNITY,
                    Details.clip(m.fields().text("community"))
                            + (m.verb().isControl() || m.operation().equals("set") ? ", which may write" : "")));
    }

    private static void tls(Message m, Consumer<Clue> out) {
        if (m.operation().equals("certificate")) certificate(m, out);
        else if (m.operation().equals("hello") && served(m)) {
            String version = m.fields().text("version");
            String where = " on port " + m.conversation().serverPort();
            if (version == null) return;
            if (version.startsWith("ssl") || version.equals("tls 1.0") || version.equals("tls 1.1"))
                tell(m, Kind.OLD_TLS, version + where, out);
            else if (Boolean.TRUE.equals(m.fields().get("weak")))
                tell(m, Kind.WEAK_ENCRYPTION, "suite " + m.fields().text("cipher") + " of " + version + where, out);
        }
    }

    private static void certificate(Message m, Consumer<Clue> out) {
        var holder = m.conversation().source(m.fromClient());
        String subject = Details.clip(String.valueOf(m.fields().text("subject")));
        long now = Math.floorDiv(m.stamp().atNanos(), 1_000_000_000L);
        if (m.fields().get("not_after_seconds") instanceof Long end && end != Long.MIN_VALUE) {
            if (end < now)
                out.accept(new Clue(m.stamp(), holder, Kind.CERTIFICATE_EXPIRED, subject + ", ended " + day(end)));
            else if (end - now < EXPIRES_SOON_SECONDS)
                out.accept(new Clue(m.stamp(), holder, Kind.CERTIFICATE_EXPIRING, subject + ", ends " + day(end)));
        }
        if (m.fields().get("not_before_seconds") instanceof Long begin && begin > now)
            out.accept(new Clue(m.stamp(), holder, Kind.CERTIFICATE_EXPIRED, subject + ", begins " + day(begin)));
        if (Boolean.TRUE.equals(m.fields().get("self_signed")))
            out.accept(new Clue(m.stamp(), holder, Kind.CERTIFICATE_SELF_SIGNED, subject));
        if (Boolean.TRUE.equals(m.fields().get("weak")))
            out.accept(new Clue(
                    m.stamp(),
                    holder,
                    Kind.CERTIFICATE_WEAK,
                    subject + ", " + m.fields().text("key") + ", " + m.fields().text("signature")));
    }

    /** Whoever made the certificate chose the number: what no calendar has is the last day of one. */
    private static String day(long seconds) {
        long day = Math.floorDiv(seconds, DAY_SECONDS);
        return LocalDate.ofEpochDay(Math.clamp(day, LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay()))
                .toString();
    }
}
