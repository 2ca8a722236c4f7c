package dev.postern.plant.site;

import dev.postern.plant.net.Host;

/** Everything that happens at the works when nobody attacks it. */
public final class Life {
    private final Site site;
    private final Pollers pollers;
    private final Housekeeping housekeeping;
    private final double thinning;

    /** @param thinning stretches all poll periods; 1 is a real works */
    public Life(Site site, double thinning) {
        this.site = site;
        this.thinning = thinning;
        pollers = new Pollers(site, thinning);
        housekeeping = new Housekeeping(site, pollers);
    }

    public Pollers pollers() {
        return pollers;
    }

    public double thinning() {
        return thinning;
    }

    public Housekeeping housekeeping() {
        return housekeeping;
    }

    public void begin() {
        pollers.begin(site.startNanos);
        housekeeping.begin(site.startNanos);
        new People(site, pollers).begin(site.startNanos);
        for (Host pc : site.officePcs) new OfficeWorker(site, pc).begin(site.startNanos);
    }
}
