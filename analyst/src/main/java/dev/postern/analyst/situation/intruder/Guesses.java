package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.life.person.Account;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;

/**
 * A password that was guessed (D3): one host is refused at another again and again within minutes, and then it is in. Nobody mistypes so often. A portal
 * that logs in many people has logins in between, which begin the count anew. Of one account, a program with an old password that is given the new
 * one looks the same, so that weighs less. Known without history.
 */
public final class Guesses {
    /** In a row. */
    static final int REFUSALS_MIN = 20;

    static final long ROW_NANOS = 10 * Settings.MINUTE_NANOS;
    private static final int SEVERAL_CONSEQUENCE = 10;
    private static final int ROWS_MAX = 4_096;
    private static final int ACCOUNTS_MAX = 32;
    private static final int FRAMES_MAX = 7;

    /** Client, server and protocol to the refusals since the last login; those asked longest ago first. */
    private final LinkedHashMap<String, Row> rows = new LinkedHashMap<>();

    /** Refusals in a row; mutable. */
    static final class Row {
        /** When each of the last came. */
        final long[] atNanos = new long[REFUSALS_MIN];

        long count;
        final TreeSet<String> accounts = new TreeSet<>();
        final ArrayList<FrameRef> frames = new ArrayList<>(1);
        /** Of a login that is not yet answered, where the question names it; or null. */
        String asked;

        void refused(Message m) {
            if (isOld(m.stamp().atNanos())) begin();
            atNanos[(int) (count++ % REFUSALS_MIN)] = m.stamp().atNanos();
            String account = Account.of(m);
            if (account == null) account = asked;
            asked = null;
            if (account != null && accounts.size() < ACCOUNTS_MAX) accounts.add(account);
            if (frames.size() < FRAMES_MAX) frames.add(m.stamp().ref());
        }

        private boolean isOld(long nowNanos) {
            return count > 0 && nowNanos - atNanos[(int) ((count - 1) % REFUSALS_MIN)] > ROW_NANOS;
        }

        private void begin() {
            count = 0;
            accounts.clear();
            frames.clear();
        }

        /** The last twenty came within the time. */
        boolean isGuessing(long nowNanos) {
            return count >= REFUSALS_MIN && nowNanos - atNanos[(int) (count % REFUSALS_MIN)] <= ROW_NANOS;
        }
    }

    public void message(Message m, Context context) {
        if (m.verb() != Verb.LOGIN || m.stamp().late()) return;
        String key = m.conversation().client() + " " + m.conversation().server() + " " + m.protocol();
        if (m.outcome() == Outcome.SUCCESS) {
            Row row = rows.remove(key);
            if (row != null && row.isGuessing(m.stamp().atNanos())) tell(row, m, context);
        } else if (m.outcome() == Outcome.REFUSED) {
            Row row = rows.remove(key);
            if (row == null) {
                if (!context.limit().room("rows of refused logins", rows.size(), ROWS_MAX)) rows.pollFirstEntry();
                row = new Row();
            }
            rows.put(key, row);
            row.refused(m);
        } else {
            Row row = rows.get(key);
            if (row != null) row.asked = Account.of(m);
        }
    }

    private static void tell(Row row, Message m, Context context) {
        Situation s = Situation.GUESSED_IN;
        boolean several = row.accounts.size() != 1;
        Address client = m.conversation().client();
        Address server = m.conversation().server();
        List<FrameRef> frames = new ArrayList<>(row.frames);
        frames.add(m.stamp().ref());
        context.desk()
                .raise(new Finding(
                        s,
                        client + "|" + server,
                        m.stamp(),
                        client,
                        server,
                        m.protocol(),
                        m.verb(),
                        s.title,
                        context.inventory().describe(client) + " was refused at "
                                + context.inventory().describe(server) + " over " + m.protocol() + " " + row.count
                                + " times in a row" + as(row) + ", and then was let in.",
                        "Who knows a password is let in after a few mistakes; who does not is never let in.",
                        "known without history",
                        several ? SEVERAL_CONSEQUENCE : s.consequence,
                        several && s.neverHidden,
                        frames,
                        List.of(Part.source(client), Part.target(server)),
                        ""));
    }

    private static String as(Row row) {
        if (row.accounts.isEmpty()) return "";
        boolean many = row.accounts.size() > 3;
        String named = String.join(", ", row.accounts.stream().limit(3).toList());
        return " as " + named + (many ? " and others" : "");
    }
}
