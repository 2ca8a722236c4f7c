package dev.postern.life;

import dev.postern.life.habit.Hash;

/** What the site compares over all its members; with the service it names one group. */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
public enum Group {
    OPERATION,
    TARGET,
    PEER,
    SERVED,
    USED,
    WRITER,
    ENGINEER,
    BEAT,
    ACCOUNT_FROM,
    ACCOUNT_TO,
    ACCOUNT_OVER,
    ACCOUNT_HOUR;

    public long name(String service) {
        return Hash.of(Hash.of(service), ordinal());
    }
}
