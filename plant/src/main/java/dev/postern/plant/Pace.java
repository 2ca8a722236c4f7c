package dev.postern.plant;

/** How patient an attacker is. */
public enum Pace {
    /** Minutes to hours from the first step to the last. */
    FAST,
    /** Days to years, with steps that stand alone. */
    SLOW
}
