package dev.postern.plant;

import dev.postern.model.Address;
import java.util.List;

/**
 * What is true: one action of an attacker, or one of ordinary life that looks like an attack.
 *
 * @param story which of the plant's stories it belongs to: they are counted from 0 as they were planned, those of the settings first
 * @param action in words
 * @param atNanos when it began
 * @param untilNanos when its last frame passed
 * @param frames numbers of the frames it shows in, rising, the first {@value Ledger#FRAMES_MAX}
 * @param framesUnlisted how many more there were
 * @param source who did it; the hardware address where it has no IP address
 * @param target whom it was done to
 * @param parties all addresses, network and hardware, of source, target and whomever it changes without a frame
 * @param touched these, and the network addresses of the single stations that its frames came from, went to or asked for, the first {@value Ledger#TOUCHED_MAX}
 * @param technique of MITRE ATT&amp;CK for ICS, or of Enterprise where it starts with T1; for ordinary life, what it looks like
 * @param techniqueName what ATT&amp;CK calls it
 * @param harmfulWrite whether it changed what the process does, to its harm
 * @param knowableNanos when the story it belongs to gave itself away: the first frame that nothing ordinary explains to an observer who misses
 *     nothing; {@link #NOT_YET} as long as there was none, and always in ordinary life
 */
public record Label(
        int story,
        Cause cause,
        String action,
        long atNanos,
        long untilNanos,
        List<Long> frames,
        long framesUnlisted,
        Address source,
        Address target,
        List<Address> parties,
        List<Address> touched,
        String technique,
        String techniqueName,
        boolean harmfulWrite,
        long knowableNanos) {
    /** No moment. */
    public static final long NOT_YET = Long.MAX_VALUE;

    /** The attacks that this is the harmless twin of; none for an attack. */
    public List<Scenario> twinOf() {
        return cause instanceof LifeEvent event ? event.twinOf : List.of();
    }
}
