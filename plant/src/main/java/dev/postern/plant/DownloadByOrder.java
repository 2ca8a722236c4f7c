package dev.postern.plant;

/** By day and by work order the engineer loads changed blocks into a running controller, from the station that always did. */
final class DownloadByOrder extends Story {
    private final S7Download download;

    DownloadByOrder(Stage stage) {
        super(stage);
        download = new S7Download(stage, site.engineering, false);
    }

    @Override
    void begin(long nowNanos) {
        download.begin(nowNanos);
    }
}
