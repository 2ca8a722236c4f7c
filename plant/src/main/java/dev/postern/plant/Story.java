package dev.postern.plant;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Pollers;
import dev.postern.plant.site.Site;

/** One attack, told in steps. */
abstract class Story {
    static final long SECOND = Hours.SECOND;
    static final long MINUTE = Hours.MINUTE;

    final Site site;
    final Pollers pollers;
    final Network network;
    final Timeline timeline;
    final Dice dice;
    private final Scenario scenario;
    private final Ledger ledger;

    Story(Stage stage) {
        site = stage.site();
        pollers = stage.pollers();
        network = site.network;
        timeline = network.timeline();
        dice = stage.dice();
        scenario = stage.scenario();
        ledger = stage.ledger();
    }

    abstract void begin(long nowNanos);

    /** Opens an action whose frames come later or from elsewhere. */
    final Ledger.Entry action(long nowNanos, String what, Host source, Host target, Ledger.Technique how) {
        return ledger.open(scenario, what, nowNanos, source, target, how);
    }

    /** One action: every frame that {@code work} sends is part of it. */
    final void act(long nowNanos, String what, Host source, Host target, Ledger.Technique how, Runnable work) {
        timeline.witnessed(action(nowNanos, what, source, target, how), work);
    }

    /** Goes on after a pause of about {@code nanos}. */
    final void after(long nowNanos, long nanos, Timeline.Deed next) {
        timeline.plan(nowNanos + dice.around(nanos, 0.25), next);
    }
}
