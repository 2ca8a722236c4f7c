package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import java.util.HexFormat;
import java.util.List;

/** A new virus scanner on the Windows machines asks for each file that it does not know whether its hash has a name; it stays. */
final class ReputationLookups extends Story {
    private static final long PAUSE_NANOS = 9 * MINUTE;
    private static final int BAD_NAME = 0x7F000004;

    ReputationLookups(Stage stage) {
        super(stage);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                8 * HOUR,
                "a new virus scanner",
                List.of(site.scada, site.historian, site.panel, site.engineering),
                List.of(site.domainServer),
                Verb.RESOLVE);
    }

    @Override
    void begin(long nowNanos) {
        for (Host host : List.of(site.scada, site.historian, site.panel, site.engineering)) {
            Ledger.Entry entry = action(
                    nowNanos, host + " begins to ask for hashes", host, site.domainServer, Ledger.Technique.TUNNEL);
            ask(nowNanos + dice.between(0, PAUSE_NANOS), host, entry);
        }
    }

    private void ask(long atNanos, Host host, Ledger.Entry entry) {
        timeline.plan(atNanos, now -> {
            timeline.witnessed(entry, () -> {
                long at = now;
                for (int i = 1 + dice.below(4); i > 0; i--) {
                    String name = hash() + "." + hash() + ".fs.scanner.example";
                    at = site.errands.resolve(
                            at + 5_000_000, host, site.domainServer, name, dice.chance(0.02) ? BAD_NAME : 0, dice);
                }
            });
            ask(now + dice.waiting(PAUSE_NANOS) + SECOND, host, entry);
        });
    }

    private String hash() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(dice.bits()) + hex.toHexDigits(dice.bits());
    }
}
