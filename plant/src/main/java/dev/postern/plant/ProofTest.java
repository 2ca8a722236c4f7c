package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.protocol.Tristation;
import dev.postern.plant.safety.Safety;
import dev.postern.plant.safety.Workbench;
import java.util.List;

/**
 * The proof test of the safety controller, with a work order: its own station reads the program, somebody turns the key, a change is loaded, the key
 * goes back, and the status is read once more.
 */
final class ProofTest extends Story {
    private static final int PIECES = 9;
    private static final int CHUNKS = 30;
    private final Safety safety;

    ProofTest(Stage stage) {
        super(stage);
        safety = annexes.get(Safety.class);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                3 * HOUR,
                "proof test of the safety controller with a change",
                List.of(safety.station),
                List.of(safety.controller.host()),
                Verb.UPLOAD,
                Verb.DOWNLOAD);
    }

    @Override
    void begin(long nowNanos) {
        Workbench bench = new Workbench(network, safety.station, safety.controller, dice);
        tell(nowNanos, "reads the program before the proof test", Ledger.Technique.DEVICE_INFORMATION, () -> {
            long at = bench.open(nowNanos);
            at = bench.status(at + 40_000_000);
            bench.upload(at + 60_000_000, CHUNKS);
        });
        after(nowNanos, 25 * MINUTE, now -> {
            safety.controller.turnKey(Tristation.KEY_PROGRAM);
            tell(
                    now,
                    "loads the change of the work order",
                    Ledger.Technique.DOWNLOAD,
                    () -> bench.download(bench.status(now) + 20_000_000, PIECES));
            after(now, 15 * MINUTE, then -> finish(then, bench));
        });
    }

    private void finish(long nowNanos, Workbench bench) {
        safety.controller.turnKey(Tristation.KEY_RUN);
        tell(
                nowNanos,
                "reads how it stands after the proof test",
                Ledger.Technique.DEVICE_INFORMATION,
                () -> bench.close(bench.status(nowNanos) + 3 * SECOND));
    }

    private void tell(long nowNanos, String what, Ledger.Technique how, Runnable work) {
        act(nowNanos, what, safety.station, safety.controller.host(), how, work);
    }
}
