package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.bay.Bay;
import dev.postern.plant.bay.MmsSession;
import dev.postern.plant.bay.Relay;
import dev.postern.plant.net.Host;
import java.util.List;

/** With a work order the engineer tests the bay: looks at the relay's names, opens its breaker once and closes it again. */
final class BayTrial extends Story {
    private final Host source;
    private final Relay relay;

    BayTrial(Stage stage) {
        super(stage);
        source = site.engineering;
        relay = annexes.get(Bay.class).relay;
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                2 * HOUR,
                "the breaker is tried",
                List.of(source),
                List.of(relay.host()),
                Verb.BROWSE,
                Verb.OPERATE);
    }

    @Override
    void begin(long nowNanos) {
        MmsSession session = new MmsSession(network, source, relay, dice);
        act(
                nowNanos,
                "looks at the names of " + relay.host(),
                source,
                relay.host(),
                Ledger.Technique.DEVICE_INFORMATION,
                () -> {
                    long at = session.open(nowNanos);
                    if (!session.isOpen()) return;
                    at = session.browse(at + 40_000_000);
                    session.read(at + 30_000_000, Relay.CONTROL_MODEL, Relay.POSITION);
                    session.settle();
                });
        after(nowNanos, 8 * MINUTE, now -> operate(now, session, false));
        after(nowNanos, 22 * MINUTE, now -> operate(now, session, true));
    }

    private void operate(long nowNanos, MmsSession session, boolean close) {
        if (!session.isOpen()) return;
        act(
                nowNanos,
                (close ? "closes" : "opens") + " the breaker for the test",
                source,
                relay.host(),
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> {
                    long at = session.operate(Math.max(nowNanos, session.readyNanos() + 1_000_000), close);
                    at = session.read(at + SECOND, Relay.POSITION);
                    session.settle();
                    if (close) session.close(at + 2 * SECOND);
                });
    }
}
