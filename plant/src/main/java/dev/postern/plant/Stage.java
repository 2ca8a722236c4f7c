package dev.postern.plant;

import dev.postern.plant.net.Dice;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;

/** What a story plays on, and how fast. The dice are its own, so that the life around it stays what it would have been. */
record Stage(Ledger.Telling telling, Pace pace, Site site, Life life, Annexes annexes, Ledger ledger, Dice dice) {}
