package dev.postern.wire.it.dcerpc;

import java.util.Set;

/**
 * A computer proves to a domain controller who it is: NetrServerAuthenticate and its successors 2 and 3 (MS-NRPC sections 3.5.4.4.2 and 3.5.4.4.4). Only whether the proof is
 * eight zeros is told: encrypted with AES in a mode that starts from zeros, zeros stay zeros under one key in 256, whatever the password (CVE-2020-1472). Offsets from the
 * stub, where texts begin at multiples of four.
 *
 * <pre>{@code
 * pointer (4) | controller, where that is not 0 | account | kind of channel (2) | computer | proof (8) ...
 * }</pre>
 */
final class MachineLogin {
    static final String ZERO_CREDENTIAL = "zero_credential";
    private static final String INTERFACE = "netlogon";
    private static final Set<Integer> OPERATIONS = Set.of(5, 15, 26);
    private static final int CREDENTIAL_BYTES = 8, CHANNEL_BYTES = 2, TEXT_HEADER_BYTES = 12;
    private static final int NONE = -1;

    private MachineLogin() {}

    static boolean is(Interface known, int number) {
        return known != null && known.name().equals(INTERFACE) && OPERATIONS.contains(number);
    }

    static boolean hasZeroCredential(Ndr pdu, int stub, int end) {
        int at = stub + 4;
        if (at > end || !pdu.bytes().has(stub, end - stub)) return false;
        if (pdu.u32(stub) != 0) at = behindText(pdu, stub, at, end);
        at = behindText(pdu, stub, at, end);
        at = behindText(pdu, stub, at == NONE ? NONE : at + CHANNEL_BYTES, end);
        return at != NONE && at + CREDENTIAL_BYTES <= end && pdu.i64(at) == 0;
    }

    /** Where a text that begins at the next multiple of four ends, or {@link #NONE}. */
    private static int behindText(Ndr pdu, int stub, int from, int end) {
        if (from == NONE) return NONE;
        int at = stub + (from - stub + 3 & ~3);
        if (at + TEXT_HEADER_BYTES > end) return NONE;
        long characters = pdu.u32(at + 8);
        return characters > Ndr.TEXT_CHARACTERS_MAX ? NONE : at + TEXT_HEADER_BYTES + 2 * (int) characters;
    }
}
