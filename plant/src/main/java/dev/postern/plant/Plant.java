package dev.postern.plant;

import dev.postern.model.Address;
import dev.postern.model.Frame;
import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;
import dev.postern.plant.year.Year;
import java.util.List;
import java.util.Set;

/**
 * A waterworks in virtual time: hands out what the mirror port of its core switch sees, frame by frame, for ever, and keeps the truth about the
 * attacks that it was told to suffer and about the events that only look like them. Not thread safe. Same settings and same {@link #start} calls, same bytes.
 */
public final class Plant {
    private static final int ETHERNET = 1;

    private final Timeline timeline;
    private final Site site;
    private final Life life;
    private final Annexes annexes = new Annexes();
    private final Set<Extension> extensions;
    private final Ledger ledger = new Ledger();
    private final long seed;
    private int storiesTold;

    public Plant(PlantSettings settings) {
        seed = settings.seed();
        timeline = new Timeline(settings.startNanos());
        Network network = new Network(timeline, settings.mirrorsBothLegs(), seed);
        site = new Site(network, seed, settings.startNanos(), settings.lines());
        life = new Life(site, settings.thinning());
        life.begin();
        Year.begin(site, life);
        extensions = settings.extensions();
        for (Extension extension : extensions) annexes.add(extension.install(site, life));
        for (PlantSettings.Occasion occasion : settings.occasions()) {
            Story story = occasion.event().story(stage(occasion.event(), Pace.FAST));
            story.prepare(settings.startNanos());
            story.plan(settings.startNanos() + occasion.afterNanos());
        }
    }

    /** Fills {@code frame} with the next one; its bytes are never touched again. There is always one. */
    public boolean next(Frame frame) {
        byte[] bytes = timeline.nextFrame();
        if (bytes == null) return false;
        frame.data = bytes;
        frame.offset = 0;
        frame.capturedBytes = bytes.length;
        frame.wireBytes = bytes.length;
        frame.atNanos = timeline.passedAtNanos();
        frame.linkType = ETHERNET;
        frame.vlanTci = Frame.NO_VLAN;
        frame.number = timeline.passed();
        return true;
    }

    /** Time of the frame that {@link #next} hands out next; everything that must be done before it is done. */
    public long nextNanos() {
        return timeline.nextNanos();
    }

    /** Time of the frame handed out last, or of the beginning. */
    public long nowNanos() {
        return timeline.passedAtNanos();
    }

    /**
     * Has an attack begin, fast.
     *
     * @throws IllegalArgumentException if {@code atNanos} has passed, or the works lacks an extension that it needs
     */
    public void start(Scenario scenario, long atNanos) {
        start(scenario, Pace.FAST, atNanos);
    }

    /**
     * Has an attack begin.
     *
     * @throws IllegalArgumentException if {@code atNanos} has passed, if it has no slow form but should, or if the works lacks an extension that
     *     it needs
     */
    public void start(Scenario scenario, Pace pace, long atNanos) {
        if (atNanos < nowNanos()) throw new IllegalArgumentException(scenario + " would begin in the past");
        if (!has(scenario.needs())) throw new IllegalArgumentException(scenario + " needs " + scenario.needs());
        if (pace == Pace.SLOW && !scenario.hasSlowForm())
            throw new IllegalArgumentException(scenario + " has no slow form");
        Stage stage = stage(scenario, pace);
        timeline.plan(atNanos, now -> scenario.story(stage).begin(now));
    }

    /**
     * Has an event of ordinary life come that nobody had to prepare for.
     *
     * @throws IllegalArgumentException if {@code atNanos} has passed, the works lacks an extension that it needs, or it is one that the works
     *     must have been made for
     */
    public void start(LifeEvent event, long atNanos) {
        if (atNanos < nowNanos()) throw new IllegalArgumentException(event + " would begin in the past");
        if (!has(event.needs())) throw new IllegalArgumentException(event + " needs " + event.needs());
        if (event.isPrepared()) throw new IllegalArgumentException(event + " is prepared from the first day");
        event.story(stage(event, Pace.FAST)).plan(atNanos);
    }

    /**
     * Has somebody join what should be apart.
     *
     * @return who must be named by whoever finds it; one of them is enough
     * @throws IllegalArgumentException if {@code atNanos} has passed, or the works lacks an extension that it needs
     */
    public List<Address> start(Bridge bridge, long atNanos) {
        if (atNanos < nowNanos()) throw new IllegalArgumentException(bridge + " would begin in the past");
        if (!has(bridge.needs())) throw new IllegalArgumentException(bridge + " needs " + bridge.needs());
        Stage stage = stage(bridge, Pace.FAST);
        Story story = bridge.story(stage);
        timeline.plan(atNanos, story::begin);
        return bridge.machines(stage);
    }

    private Stage stage(Cause cause, Pace pace) {
        int number = storiesTold++;
        return new Stage(
                new Ledger.Telling(number, cause),
                pace,
                site,
                life,
                annexes,
                ledger,
                new Dice(seed, cause.name() + " " + number));
    }

    /** Whether it has all these. */
    public boolean has(Set<Extension> needed) {
        return extensions.containsAll(needed);
    }

    /** Machines that belong to the site now, ports of its router aside. */
    public int machines() {
        return site.hosts().size();
    }

    /** Every machine of the works as it is now, the router as one, with those that visitors brought. */
    public List<Machine> roll() {
        return Roll.of(site);
    }

    /** What people ordered so far, in the order in which it was announced; always before it begins. */
    public List<WorkOrder> orders() {
        return ledger.orders();
    }

    /** How many {@link #orders} there are. */
    public int orderCount() {
        return ledger.orderCount();
    }

    /** What attackers did so far, and what only looked like it, in the order in which it began. */
    public List<Label> labels() {
        return ledger.labels();
    }
}
