package dev.postern.wire.it.rsync;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Lines;

/** The rsync daemon over TCP: greeting, which module who wants, whether it is let in. What is transferred passes unread. */
public final class RsyncDissector implements Dissector {
    private static final String MARK = "@RSYNCD: ";
    private static final int LINE_BYTES_MAX = 1024, TEXT_MAX = 128;

    private static final class Session {
        private boolean clientGreeted;
        private boolean moduleNamed;
        private boolean challenged;
        private boolean quiet;
        private String module = "";
        private String user;
        private long askedNanos = -1;
    }

    @Override
    public String protocol() {
        return "rsync";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 873;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return pending.startsWith(MARK, 0) ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Session();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Session session = turn.state();
        if (session.quiet) return pending.length();
        Lines line = new Lines(pending, 0, LINE_BYTES_MAX + 1);
        line.next();
        if (!line.ended()) return pending.length() > LINE_BYTES_MAX ? LOST : NEED_MORE;
        String text = line.text(TEXT_MAX);
        if (turn.fromClient()) client(text, turn, session);
        else server(text, turn, session);
        return line.after();
    }

    private static void client(String text, Turn turn, Session session) {
        if (!session.clientGreeted) {
            session.clientGreeted = true;
            turn.message("greeting", Verb.SESSION, Outcome.NOTICE)
                    .field("version", version(text))
                    .emit();
        } else if (!session.moduleNamed) {
            session.moduleNamed = true;
            session.askedNanos = turn.atNanos();
            // Without a name the modules are listed.
            session.module = text.startsWith("#list") ? "" : text;
            turn.message(operation(session), verb(session), Outcome.REQUEST)
                    .target(session.module)
                    .emit();
        } else if (session.challenged && session.user == null) {
            int blank = text.indexOf(' ');
            session.user = blank < 0 ? text : text.substring(0, blank);
            turn.identity(turn.source(), Attribute.USER, session.user, 0.6);
        }
    }

    private static String operation(Session session) {
        return session.module.isEmpty() ? "list" : "open module";
    }

    private static Verb verb(Session session) {
        return session.module.isEmpty() ? Verb.BROWSE : Verb.SESSION;
    }

    private static String version(String text) {
        return text.startsWith(MARK) ? text.substring(MARK.length()).strip() : null;
    }

    private static void server(String text, Turn turn, Session session) {
        String said = version(text);
        if (said == null) {
            if (text.startsWith("@ERROR")) end(turn, session, Outcome.REFUSED, text);
            return;
        }
        if (said.startsWith("AUTHREQD")) session.challenged = true;
        else if (said.startsWith("OK")) end(turn, session, Outcome.SUCCESS, null);
        else if (said.startsWith("EXIT")) end(turn, session, Outcome.SUCCESS, null);
        else if (!session.moduleNamed) {
            turn.message("greeting", Verb.SESSION, Outcome.NOTICE)
                    .field("version", said)
                    .emit();
            turn.identity(turn.source(), Attribute.SOFTWARE, "rsync protocol " + said, 0.7);
            turn.identity(turn.source(), Attribute.ROLE, "rsync server", 0.8);
        }
    }

    private static void end(Turn turn, Session session, Outcome outcome, String error) {
        session.quiet = true;
        turn.message(operation(session), verb(session), outcome)
                .target(session.module)
                .answers(session.askedNanos)
                .field("user", session.user)
                .field("error_text", error)
                .emit();
    }
}
