package dev.postern.wire.ot.hartip;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * Universal (0 to 30, 38, 48), common practice (32 to 121) and additional common practice commands (512 to 767): what each is called and wants. Others
 * belong to a device family, to WirelessHART or to a device type and are told as their number.
 */
final class Command {
    private static final int KNOWN_MAX = 548;
    private static final int READ_COMMAND_ACTION = 98, CONFIGURE_COMMAND_ACTION = 99;
    private static final Command[] BY_NUMBER = new Command[KNOWN_MAX];

    static {
        several(Verb.IDENTIFY, 0, "read unique identifier");
        several(
                Verb.READ,
                1,
                "read primary variable",
                "read loop current and percent of range",
                "read dynamic variables and loop current");
        several(Verb.CONFIGURE, 6, "write polling address");
        several(
                Verb.READ,
                7,
                "read loop configuration",
                "read dynamic variable classifications",
                "read device variables with status");
        several(Verb.IDENTIFY, 11, "read unique identifier associated with tag");
        several(
                Verb.READ,
                12,
                "read message",
                "read tag, descriptor, date",
                "read primary variable transducer information",
                "read device information",
                "read final assembly number");
        several(Verb.WRITE, 17, "write message", "write tag, descriptor, date", "write final assembly number");
        several(Verb.READ, 20, "read long tag");
        several(Verb.IDENTIFY, 21, "read unique identifier associated with long tag");
        several(Verb.WRITE, 22, "write long tag");
        several(Verb.READ, 33, "read device variables");
        several(
                Verb.WRITE,
                34,
                "write primary variable damping value",
                "write primary variable range values",
                "set primary variable upper range value",
                "set primary variable lower range value",
                "reset configuration changed flag",
                "eeprom control");
        // What the loop carries is operated by a fixed current, and by a device variable that is forced.
        several(Verb.OPERATE, 40, "enter or exit fixed current mode");
        several(Verb.DIAGNOSE, 41, "perform self test");
        several(Verb.RESTART, 42, "perform device reset");
        several(
                Verb.WRITE,
                43,
                "set primary variable zero",
                "write primary variable units",
                "trim loop current zero",
                "trim loop current gain",
                "write primary variable transfer function");
        several(Verb.DIAGNOSE, 48, "read additional device status");
        several(Verb.WRITE, 49, "write primary variable transducer serial number");
        several(Verb.READ, 50, "read dynamic variable assignments");
        several(
                Verb.WRITE,
                51,
                "write dynamic variable assignments",
                "set device variable zero",
                "write device variable units");
        several(Verb.READ, 54, "read device variable information");
        several(
                Verb.WRITE,
                55,
                "write device variable damping value",
                "write device variable transducer serial number");
        several(Verb.READ, 57, "read unit tag, descriptor, date");
        several(Verb.WRITE, 58, "write unit tag, descriptor, date");
        several(Verb.CONFIGURE, 59, "write number of response preambles");
        several(
                Verb.READ,
                60,
                "read analog channel and percent of range",
                "read dynamic variables and primary variable analog channel",
                "read analog channels",
                "read analog channel information");
        several(Verb.WRITE, 64, "write analog channel additional damping value", "write analog channel range values");
        several(Verb.OPERATE, 66, "enter or exit fixed analog channel mode");
        several(
                Verb.WRITE,
                67,
                "trim analog channel zero",
                "trim analog channel gain",
                "write analog channel transfer function");
        several(Verb.READ, 70, "read analog channel endpoint values");
        several(Verb.PROTECT, 71, "lock device");
        several(Verb.DIAGNOSE, 72, "squawk");
        several(Verb.IDENTIFY, 73, "find device", "read i/o system capabilities", "poll sub-device");
        several(Verb.READ, 76, "read lock device state");
        several(Verb.OTHER, 77, "send command to sub-device");
        several(Verb.READ, 78, "read aggregated commands");
        several(Verb.OPERATE, 79, "write device variable");
        several(Verb.READ, 80, "read device variable trim points", "read device variable trim guidelines");
        several(Verb.WRITE, 82, "write device variable trim point", "reset device variable trim");
        several(Verb.IDENTIFY, 84, "read sub-device identity summary");
        several(Verb.DIAGNOSE, 85, "read i/o channel statistics", "read sub-device statistics");
        several(Verb.CONFIGURE, 87, "write i/o system master mode", "write i/o system retry count");
        several(Verb.CLOCK, 89, "set real-time clock");
        several(Verb.READ, 90, "read real-time clock", "read trend configuration");
        several(Verb.CONFIGURE, 92, "write trend configuration");
        several(Verb.READ, 93, "read trend");
        several(
                Verb.DIAGNOSE,
                94,
                "read i/o system client-side communication statistics",
                "read device communications statistics");
        several(Verb.READ, 96, "read synchronous action");
        several(Verb.CONFIGURE, 97, "configure synchronous action");
        several(Verb.READ, 98, "read command action");
        several(Verb.CONFIGURE, 99, "configure command action");
        several(Verb.WRITE, 100, "write primary variable alarm code");
        several(Verb.READ, 101, "read sub-device to burst message map");
        several(Verb.CONFIGURE, 102, "map sub-device to burst message", "write burst period", "write burst trigger");
        several(Verb.READ, 105, "read burst mode configuration");
        several(Verb.OTHER, 106, "flush delayed responses");
        several(
                Verb.CONFIGURE,
                107,
                "write burst device variables",
                "write burst mode command number",
                "burst mode control");
        several(Verb.READ, 110, "read all dynamic variables");
        several(Verb.OTHER, 111, "transfer service control", "transfer service");
        several(Verb.CONFIGURE, 113, "catch device variable");
        several(Verb.READ, 114, "read caught device variable", "read event notification summary");
        several(
                Verb.CONFIGURE,
                116,
                "write event notification bit mask",
                "write event notification timing",
                "event notification control");
        several(Verb.OTHER, 119, "acknowledge event notification");
        several(Verb.READ, 512, "read country code");
        several(Verb.CONFIGURE, 513, "write country code", "register event manager");
        several(Verb.READ, 515, "read event manager registration status", "read device location");
        several(Verb.WRITE, 517, "write device location");
        several(Verb.READ, 518, "read location description");
        several(Verb.WRITE, 519, "write location description");
        several(Verb.READ, 520, "read process unit tag");
        several(Verb.WRITE, 521, "write process unit tag", "write volumetric flow classification");
        several(Verb.READ, 523, "read condensed status mapping array");
        several(Verb.CONFIGURE, 524, "write condensed status mapping", "reset condensed status map");
        several(Verb.OPERATE, 526, "write status simulation mode", "simulate status bit");
        several(Verb.READ, 528, "read sub-device assignment list information", "read sub-device assignment");
        several(Verb.CONFIGURE, 530, "write sub-device assignment", "transfer live sub-device list to assignment list");
        several(Verb.READ, 532, "read client subscription summary");
        several(Verb.CONFIGURE, 533, "write client subscription flags");
        several(Verb.READ, 534, "read device variable command code");
        several(Verb.READ, 538, "read hart-ip server ports");
        several(Verb.CONFIGURE, 539, "write hart-ip udp port", "write hart-ip tcp port");
        several(Verb.PROTECT, 541, "write client pake password", "write client pre-shared key");
        several(Verb.READ, 543, "read syslog server hostname and port");
        several(Verb.CONFIGURE, 544, "write syslog port", "write syslog server hostname");
        several(Verb.PROTECT, 546, "write syslog server pre-shared key", "write syslog server pake password");
    }

    private final String name;
    private final Verb verb;

    private Command(String name, Verb verb) {
        this.name = name;
        this.verb = verb;
    }

    private static void several(Verb verb, int first, String... names) {
        for (int i = 0; i < names.length; i++) BY_NUMBER[first + i] = new Command(names[i], verb);
    }

    private static Command of(int number) {
        return number < KNOWN_MAX ? BY_NUMBER[number] : null;
    }

    static String operation(int number) {
        Command command = of(number);
        return command == null ? "command " + number : command.name;
    }

    static Verb verb(int number) {
        Command command = of(number);
        return command == null ? Verb.OTHER : command.verb;
    }

    /** Passwords and keys, which an answer repeats. */
    static boolean isSecret(int number) {
        return number == 541 || number == 542 || number == 546 || number == 547;
    }

    /** Its data hold the number of another command. */
    private static boolean carries(int number) {
        return number == Frame.EXTENDED
                || number == TokenPassing.SUB_DEVICE
                || number == Several.AGGREGATED
                || number == READ_COMMAND_ACTION
                || number == CONFIGURE_COMMAND_ACTION;
    }

    /** The data of this command are a secret, or may hold one where nobody could open them. */
    static boolean hides(Bytes bytes, int from, int end, int number) {
        return isSecret(number) || carries(number) && namesSecret(bytes, from, end);
    }

    /** Data that nobody could take apart; if the number of a secret stands in them somewhere, they are not kept. */
    static void unread(Bytes bytes, int from, int end, Turn.Draft draft) {
        if (!namesSecret(bytes, from, end)) draft.field("data", Values.hex(bytes, from, end));
    }

    private static boolean namesSecret(Bytes bytes, int from, int end) {
        for (int at = from; at + 2 <= end; at++) if (isSecret(bytes.u16(at))) return true;
        return false;
    }

    /** Communication errors have the upper bit; of the response codes these are warnings (HCF_SPEC-307), 0 is success. */
    static boolean isError(int code) {
        if (code == 0 || code == 8 || code == 14 || code >= 24 && code <= 27 || code == 30 || code == 31) return false;
        return code < 96 || code >= 128;
    }
}
