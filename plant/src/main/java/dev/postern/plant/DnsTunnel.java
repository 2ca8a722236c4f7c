package dev.postern.plant;

import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Names;

/**
 * A program on the historian talks to the outside through questions for names that the domain server passes on: what leaves is spelled in labels,
 * what comes in stands in texts. Fast: a question a second or so; slow: a few bytes every twenty minutes for a month.
 */
final class DnsTunnel extends Story {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String BELOW = ".s.metrics-cdn.example";
    private static final int FAST_QUESTIONS = 1_500;
    private static final int SLOW_QUESTIONS = 72 * 30;
    private static final int LABEL_CHARACTERS = 60;

    DnsTunnel(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        Ledger.Entry first = covertAction(
                nowNanos, "asks one strange name", site.historian, site.domainServer, Ledger.Technique.TUNNEL);
        timeline.witnessed(first, () -> ask(nowNanos));
        after(nowNanos, pace(SECOND, 20 * MINUTE), now -> {
            Ledger.Entry rest = action(
                    now,
                    "sends data out in names and hears answers in texts",
                    site.historian,
                    site.domainServer,
                    Ledger.Technique.TUNNEL);
            talk(now, rest, isSlow() ? SLOW_QUESTIONS : FAST_QUESTIONS);
        });
    }

    private void talk(long nowNanos, Ledger.Entry entry, int left) {
        timeline.witnessed(entry, () -> ask(nowNanos));
        if (left > 1) after(nowNanos, pace(1_200_000_000L, 20 * MINUTE), now -> talk(now, entry, left - 1));
    }

    private void ask(long nowNanos) {
        int labels = isSlow() ? 1 : 2;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < labels; i++) spell(name, isSlow() ? 16 + dice.below(9) : LABEL_CHARACTERS);
        name.setLength(name.length() - 1);
        name.append(BELOW);
        int id = dice.below(0x10000);
        int port = 49_152 + dice.below(16_000);
        byte[] question = Names.query(id, name.toString(), Names.TEXT);
        long there = network.udp(nowNanos, site.historian, port, site.domainServer, Names.PORT, question);
        if (there == Network.LOST) return;
        StringBuilder answer = new StringBuilder();
        spell(answer, isSlow() ? 8 : 24 + dice.below(160));
        answer.setLength(answer.length() - 1);
        network.udp(
                there + dice.around(38_000_000, 0.4),
                site.domainServer,
                Names.PORT,
                site.historian,
                port,
                Names.text(id, name.toString(), answer.toString(), 1));
    }

    private void spell(StringBuilder out, int characters) {
        for (int i = 0; i < characters; i++) out.append(ALPHABET.charAt(dice.below(ALPHABET.length())));
        out.append('.');
    }
}
