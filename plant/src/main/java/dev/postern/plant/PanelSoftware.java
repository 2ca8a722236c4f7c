package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Tls;
import dev.postern.plant.site.FileVisit;
import java.util.List;

/** With a work order the panel gets its maker's new version from a stick: it asks for the licence server for some hours, and keeps its recipes on the share. */
final class PanelSoftware extends Story {
    private static final int ASKS = 12;
    private final Host source;
    private final Host maker;

    PanelSoftware(Stage stage) {
        super(stage);
        source = site.hmi;
        maker = Host.outside("licences", Host.ip("33.64.20.19"), site.seed);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                2 * HOUR,
                "new software of a panel, which keeps its recipes on the share",
                List.of(source),
                List.of(site.fileServer),
                Verb.FILE_WRITE);
    }

    @Override
    void begin(long nowNanos) {
        source.goesDown();
        timeline.plan(nowNanos + 9 * MINUTE, now -> {
            source.comesUp();
            network.announce(now, source);
            ask(now + 20 * SECOND, ASKS);
            save(now + MINUTE);
        });
    }

    private void ask(long atNanos, int left) {
        timeline.plan(atNanos, now -> {
            act(now, "asks for its maker's licence server", source, maker, Ledger.Technique.BEACON, () -> {
                site.errands.resolve(now, source, site.domainServer, "licence.panels.example", 0, dice);
                Tcp.connect(now + 40_000_000, network, source, maker, Tls.PORT);
            });
            if (left > 1) ask(now + 15 * MINUTE, left - 1);
        });
    }

    private void save(long atNanos) {
        timeline.plan(atNanos, now -> {
            timeline.plan(now + DAY, this::save);
            act(now, "keeps its recipes on the share", source, site.fileServer, Ledger.Technique.TOOL_TRANSFER, () -> {
                FileVisit visit = new FileVisit(now, network, site.errands, source, site.fileServer, dice);
                if (visit.isOpen())
                    visit.login("HMI-1$")
                            .share("Recipes", 1)
                            .create("recipes.zip")
                            .write(0, 40_000)
                            .close()
                            .leave();
            });
        });
    }
}
