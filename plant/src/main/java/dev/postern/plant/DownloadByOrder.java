package dev.postern.plant;

import dev.postern.model.Verb;
import java.util.List;

/** By day and by work order the engineer loads changed blocks into a running controller, from the station that always did. */
final class DownloadByOrder extends Story {
    private final S7Download download;

    DownloadByOrder(Stage stage) {
        super(stage);
        download = new S7Download(stage, site.engineering, false);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                HOUR,
                "changed blocks for a pressure zone",
                List.of(site.engineering),
                List.of(site.pressureZones.getLast().host()),
                Verb.DOWNLOAD);
    }

    @Override
    void begin(long nowNanos) {
        download.begin(nowNanos);
    }
}
