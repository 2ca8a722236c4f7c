package dev.postern.plant.site;

import dev.postern.plant.net.Host;

/** Everything that happens at the works when nobody attacks it. */
public final class Life {
    private final Site site;
    private final Pollers pollers;

    /** @param thinning stretches all poll periods; 1 is a real works */
    public Life(Site site, double thinning) {
        this.site = site;
        pollers = new Pollers(site, thinning);
    }

    public Pollers pollers() {
        return pollers;
    }

    public void begin() {
        pollers.begin(site.startNanos);
        new Housekeeping(site, pollers).begin(site.startNanos);
        new People(site, pollers).begin(site.startNanos);
        for (Host pc : site.officePcs) new OfficeWorker(site, pc).begin(site.startNanos);
    }
}
