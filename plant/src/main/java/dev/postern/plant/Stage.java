package dev.postern.plant;

import dev.postern.plant.net.Dice;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;

/** What a story plays on. The dice are its own, so that the life around it stays what it would have been. */
record Stage(Cause cause, Site site, Life life, Ledger ledger, Dice dice) {}
