package dev.postern.model;

/**
 * What a message wants, over all protocols. The weight is the consequence for the process when it comes from the wrong hand: 1 looks, 4
 * changes a value, 10 and more changes what the controller is.
 */
public enum Verb {
    /** Cyclic exchange of inputs and outputs. */
    EXCHANGE(1),
    READ(1),
    /** Sent without being asked: events, unsolicited responses. */
    REPORT(1),
    /** Asks or tells who one is. */
    IDENTIFY(1),
    /** Lists objects, names, blocks. */
    BROWSE(1),
    /** Opens, keeps or closes a session or connection. */
    SESSION(1),
    /** A name looked up or announced. */
    RESOLVE(1),
    /** Anything else that changes nothing. */
    OTHER(1),
    LOGIN(2),
    DIAGNOSE(2),
    /** Addresses, names, network settings handed out or set. */
    CONFIGURE(2),
    FILE_READ(2),
    FILE_WRITE(4),
    /** Sets the clock. */
    CLOCK(4),
    WRITE(4),
    /** Operates an output: control block, breaker, valve. */
    OPERATE(4),
    /** Reads the program or project out of a controller. */
    UPLOAD(4),
    /** Password, protection level, lock, unlock. */
    PROTECT(10),
    START(10),
    RESTART(10),
    STOP(20),
    /** Operating mode or key switch. */
    MODE(10),
    /** Program or logic into a controller, step by step. */
    DOWNLOAD(20),
    FIRMWARE(20),
    FACTORY_RESET(20);

    private final int weight;

    Verb(int weight) {
        this.weight = weight;
    }

    /** Consequence weight, 1 to 20. */
    public int weight() {
        return weight;
    }

    /** Changes what a controller does or is, beyond a value: what only an engineering station does. */
    public boolean isEngineering() {
        return weight >= 10 || this == UPLOAD;
    }

    /** Changes a value or an output of the process. */
    public boolean isControl() {
        return this == WRITE || this == OPERATE;
    }
}
